/** Calls that somebody of the village or of the police makes to a person who has no account and got no text message. */
import type { PhonedEvent } from './notice'
import type { Appointment, Kinship } from './serviceRequestViews'

/** A call is given to the desk after this many attempts, and given up after twice as many. */
export const CALL_TRIES = 3

/** One call to be made by the reader, and what there is to say. Nothing about the service: others may overhear it. */
export interface PhoneCall {
  id: string
  event: PhonedEvent
  /** Whom to call. */
  name: string
  phone: string
  /** What the person called is to the applicant. */
  kinship: Kinship
  applicantName: string
  villageName: string
  /** Who comes, or brings the paper, and the service phone for questions. */
  assigneeName: string
  assigneePhone: string
  appointment: Appointment | null
  /** How many attempts have failed; goes back with the outcome, so that a repeated tap counts once. */
  tries: number
  /** Not before this instant: the pause after an attempt, and the quiet hours. */
  after: string
  /** The village's people could not reach the person: the desk tries now. */
  desk: boolean
}

/** How a call ended. */
export interface CallOutcome {
  reached: boolean
  /** `tries` of the call as the caller saw it. */
  tries: number
}
