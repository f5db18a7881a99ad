/**
 * What people do in the journeys. Each way to the product (HTTP, the mini-program, H5) implements these parts.
 */
import type { Channel } from '../../src/contract/catalogue'
import type { Status } from '../../src/contract/serviceRequest'
import type { RoutingOutcome } from '../../src/contract/serviceRequestViews'
import type { Cast, Player } from '../setup/cast'
import type { Town } from '../setup/town'

/** Reissue of the household register: both an agent and an officer may do it. */
export const ITEM_CODE = 'HZ10'
export const ADDRESS = '村东头第一家'

/** The villager. He has one service request in a journey. */
export interface ResidentActor {
  /** Asks, from the front door to the receipt. */
  asks(channel: Channel): Promise<void>
  /** Adds somebody to his family. @param phone hers, where she has one */
  keeps(relative: string, phone?: string): Promise<void>
  /** Asks for somebody of his family; she is added on the way where she isn't kept yet. */
  asksFor(relative: string, channel: Channel, phone?: string): Promise<void>
  /** Has the agent of her village ask her whether she agrees for a year. */
  letsHerBeAsked(): Promise<void>
  /** Reads that she doesn't want it and nobody comes, and nothing of what she said to it. */
  readsThatSheSaidNo(secret: string): Promise<void>
  /** Reads that she will be asked at the door. */
  readsThatSheWillBeAsked(): Promise<void>
  /** Reads that she has agreed, before anybody has come. */
  readsThatSheAgreedBefore(): Promise<void>
  /** Reads whether she has agreed, and nothing of what was said in her home. */
  readsThatSheAgreed(secret: string): Promise<void>
  /** Looks at it: how it stands and who has it. */
  sees(status: Status, holder: Player): Promise<void>
  /** Reads how it came to whom it came: why this person was passed over. */
  readsWhyNot(passedOver: Player, outcome: RoutingOutcome): Promise<void>
  rates(stars: 1 | 2 | 3 | 4 | 5): Promise<void>
  /** Reads his rating where it is kept. */
  seesHisRating(stars: 1 | 2 | 3 | 4 | 5): Promise<void>
}

/** She for whom the villager asks, on her own phone. */
export interface ElderActor {
  /** Finds what was asked for her and says that she doesn't want it. */
  saysNo(said: string): Promise<void>
  /** Takes back all she has agreed to for the one who keeps her as family. */
  takesAllBack(): Promise<void>
}

/** What came of a try to accept: it is his, or somebody else of this name has it. */
export type AcceptOutcome = 'won' | { takenBy: string }

/** An officer or agent. */
export interface StaffActor {
  /** Finds the villager's service request among what waits for him, and opens it. */
  findsIt(): Promise<void>
  accepts(): Promise<void>
  /** As `accepts`, when somebody may be faster. */
  triesToAccept(): Promise<AcceptOutcome>
  /** Tomorrow morning. */
  setsATime(): Promise<void>
  setsOut(): Promise<void>
  /** At the door she says yes, which is written down. */
  hearsYes(): Promise<void>
  /** At the door she says no, which is written down and ends it. */
  hearsNo(said: string): Promise<void>
  /** As the agent: goes to her, reads it to her, and writes down her yes. */
  hearsHerForAYear(): Promise<void>
  /** There is nothing left to do. @param said what is written beside it */
  finishes(said?: string): Promise<void>
  /** It needs an officer at the door. */
  passesItOn(reason: string): Promise<void>
}

/** One journey on one way: its people and the BFF they talk to. */
export interface Stage {
  cast: Cast
  town: Town
  resident: ResidentActor
  elder: ElderActor
  officer: StaffActor
  backup: StaffActor
  agent: StaffActor
  /** Ends it; also looks for complaints no step has noticed. */
  close(): Promise<void>
}

export interface Way {
  name: string
  /** Opens a journey with new people. */
  open(town: Town): Promise<Stage>
}
