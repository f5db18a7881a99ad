/**
 * What people do in the journeys. Each way to the product (HTTP, the mini-program, H5) implements these parts.
 */
import type { Channel } from '../../src/contract/catalogue'
import type { NoticeEvent } from '../../src/contract/notice'
import type { Status } from '../../src/contract/serviceRequest'
import type { RoutingOutcome } from '../../src/contract/serviceRequestViews'
import type { Cast, Player } from '../setup/cast'
import type { Town } from '../setup/town'

/** Reissue of the household register: both an agent and an officer may do it. */
export const ITEM_CODE = 'HZ10'
export const ADDRESS = '村东头第一家'

/**
 * The villager, who has one service request in a journey. "She" in the names of these functions is the relative for
 * whom the villager asks.
 */
export interface ResidentActor {
  /** Submits a service request, from the home screen to the receipt. */
  asks(channel: Channel): Promise<void>
  /** Adds somebody to the villager's family. @param phone the relative's, where the relative has one */
  keeps(relative: string, phone?: string): Promise<void>
  /** Asks for a relative, who is added to the family on the way if needed. */
  asksFor(relative: string, channel: Channel, phone?: string): Promise<void>
  /** Has the agent of the relative's village ask whether the relative agrees for a year. */
  letsHerBeAsked(): Promise<void>
  /** Reads that the relative refused and nobody comes, but nothing of the words with which the relative refused. */
  readsThatSheSaidNo(secret: string): Promise<void>
  /** Reads that the relative will be asked at the door. */
  readsThatSheWillBeAsked(): Promise<void>
  /** Reads that the relative has agreed before anybody has come. */
  readsThatSheAgreedBefore(): Promise<void>
  /** Reads that the relative has agreed, but nothing of what was said in the relative's home. */
  readsThatSheAgreed(secret: string): Promise<void>
  /** Reads the status of the service request and who the assignee is. */
  sees(status: Status, holder: Player): Promise<void>
  /** Reads in the routing why this person was passed over. */
  readsWhyNot(passedOver: Player, outcome: RoutingOutcome): Promise<void>
  /** Finds this event among the notices, the newest of them, and opens the matter from there. */
  isTold(event: NoticeEvent): Promise<void>
  /** Reads on which day the document is brought. */
  readsTheDay(): Promise<void>
  /** Reads who took the document and who brought it, but not the words that the officer wrote at the door. */
  readsWhoTookIt(name: string, secret: string): Promise<void>
  rates(stars: 1 | 2 | 3 | 4 | 5): Promise<void>
  /** Reads the stored rating. */
  seesHisRating(stars: 1 | 2 | 3 | 4 | 5): Promise<void>
}

/** The relative for whom the villager asks, on the relative's own phone. */
export interface ElderActor {
  /** Finds the service request on the own phone and refuses. */
  saysNo(said: string): Promise<void>
  /** Withdraws every consent given to the villager in advance. */
  takesAllBack(): Promise<void>
}

/** The outcome of an attempt to accept: accepted, or already taken by the person of this name. */
export type AcceptOutcome = 'won' | { takenBy: string }

/** An officer or agent. */
export interface StaffActor {
  /** Finds the villager's service request in the inbox and opens it. */
  findsIt(): Promise<void>
  /** Finds this event among the notices, the newest of them, and opens the matter from there. */
  isTold(event: NoticeEvent): Promise<void>
  accepts(): Promise<void>
  /** As `accepts`, when another person may be faster. */
  triesToAccept(): Promise<AcceptOutcome>
  /** Makes an appointment for tomorrow morning. */
  setsATime(): Promise<void>
  setsOut(): Promise<void>
  /** Records that the relative agreed at the door. */
  hearsYes(): Promise<void>
  /** Records that the relative refused at the door, which ends the service request. */
  hearsNo(said: string): Promise<void>
  /** As the agent: goes to the relative, reads the text out and records the consent for a year. */
  hearsHerForAYear(): Promise<void>
  /** Finishes when nothing is left to do. @param said the text of the move */
  finishes(said?: string): Promise<void>
  /** Finishes the visit with a document to be made, and takes an original along. */
  waitsForDocument(): Promise<void>
  /** Has the document and promises the day on which it is brought. */
  hasDocument(): Promise<void>
  /** Hands the document to the son, where there is no signal, and comes back to where there is some. */
  deliversInTheValley(name: string, said: string): Promise<void>
  /** Escalates paperwork to a visit by an officer. */
  passesItOn(reason: string): Promise<void>
}

/** One journey through one interface (HTTP, mini-program or H5): its people and the BFF that they call. */
export interface Stage {
  cast: Cast
  town: Town
  resident: ResidentActor
  elder: ElderActor
  officer: StaffActor
  backup: StaffActor
  agent: StaffActor
  /** One more person of the staff, with a phone or calls of the person's own. */
  also(player: Player): Promise<StaffActor>
  /** Ends the journey; also reports complaints that no step has noticed. */
  close(): Promise<void>
}

export interface Way {
  name: string
  /** Opens a journey with new people. */
  open(town: Town): Promise<Stage>
}
