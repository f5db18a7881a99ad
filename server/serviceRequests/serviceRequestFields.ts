/** The stored fields of a service request beyond those of every matter. */
import type { Channel } from '../../src/contract/catalogue'
import type { Action, Status } from '../../src/contract/serviceRequest'
import type { PreferredTime, Rating, Receiver } from '../../src/contract/serviceRequestViews'
import type { PersonRef, StoredMatter, StoredWindow } from '../matters/matterFields'

/** One paper and everybody who has held it: at every instant exactly one person. Papers are only ever added. */
export interface StoredCustody {
  paper: string
  /** Who holds the paper, or held it last. */
  holder: PersonRef
  since: Date
  /** Who held it before, the first one first, each until the next one received it. */
  earlier: Array<{ holder: PersonRef; since: Date }>
  /** When the holder said that the paper was handed on; null until then, and again when somebody received it. */
  givenAt: Date | null
  /** When, to whom and by whom it was returned or delivered; null while held. Older records lack the last two. */
  returned: { at: Date; to: string; relation: Receiver | null; by: PersonRef | null } | null
}

/** How two counts of a handover differ (serviceRequestViews.ts). */
export interface StoredDifference {
  at: Date
  by: PersonRef
  missing: string[]
  unsaid: string[]
}

export interface StoredServiceRequest extends StoredMatter<Status, Action> {
  channel: Channel
  itemCode: string
  itemName: string
  preferredTimes: PreferredTime[]
  timeChangeAsked: boolean
  /**
   * Identity number of the person for whom the service is, where the item needs one: sealed, found by its keyed hash.
   */
  idNumber: string | null
  idNumberIndex: string | null
  /** How often nobody was at home. */
  missed: number
  /** The last visit in vain, while it may be taken back: until when, and the appointment it was. */
  lastMiss: { until: Date; appointment: StoredWindow | null } | null
  /** `text` is sealed. */
  materialAsked: { papers: string[]; text: string | null; at: Date } | null
  custody: StoredCustody[]
  /** The difference of the last handover; null when its counts agreed. */
  papersDiffer: StoredDifference | null
  /** The day on which the document is brought, YYYY-MM-DD. */
  deliveryDay: string | null
  /** Both sealed. */
  declined: { reason: string; legalBasis: string } | null
  /** `text` is sealed. */
  rating: { stars: Rating['stars']; text: string | null; at: Date } | null
}

