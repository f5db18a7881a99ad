/** The stored fields of a service request beyond those of every matter. */
import type { Channel } from '../../src/contract/catalogue'
import type { Action, Status } from '../../src/contract/serviceRequest'
import type { PreferredTime, Rating } from '../../src/contract/serviceRequestViews'
import type { PersonRef, StoredMatter, StoredWindow } from '../matters/matterFields'

/** One paper in somebody's custody. */
export interface StoredCustody {
  paper: string
  holder: PersonRef
  since: Date
  /** When and to whom the paper was returned or delivered; null while it is held. */
  returned: { at: Date; to: string } | null
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
  /** Both sealed. */
  declined: { reason: string; legalBasis: string } | null
  /** `text` is sealed. */
  rating: { stars: Rating['stars']; text: string | null; at: Date } | null
}

