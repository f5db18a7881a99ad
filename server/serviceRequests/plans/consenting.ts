/** Moves of the beneficiary's consent: recorded on arrival, withdrawn from the beneficiary's phone or at the door. */
import { AppError } from '../../errors'
import { refTo } from '../../matters/assignment'
import { saidNow, withdrawn } from '../../matters/consent'
import { relationsOf } from '../../matters/relations'
import type { ServiceRequestPlan } from './answering'
import { held, returnAll } from './custody'

/**
 * For a consent by voice the recording must be the one that was heard: a recording that has replaced it has another
 * time.
 */
export const recordConsent: ServiceRequestPlan<'recordConsent'> = (current, { words, voiceAt }, { viewer, now }) => {
  const heard = voiceAt === undefined ? null : Date.parse(voiceAt)
  if (heard !== null && heard !== current.voiceAt?.getTime()) throw new AppError('voiceMissing')
  return {
    status: current.status,
    set: { consent: saidNow(heard === null ? 'onArrival' : 'voice', current.channel, words, viewer, now) },
    entry: {},
    tell: [{ event: 'consentGiven', to: 'applicant' }]
  }
}

/** Ends the matter. No held original may get lost: all are returned already, or are returned in this very move. */
export const withdrawConsent: ServiceRequestPlan<'withdrawConsent'> = (
  current,
  { text, papersReturnedTo },
  { viewer, now }
) => {
  const papers = held(current).map(({ paper }) => paper)
  const atTheDoor = relationsOf(current, viewer, now).includes('assignee')
  const returned = papers.length > 0 && atTheDoor && papersReturnedTo ? papersReturnedTo : null
  if (papers.length > 0 && returned === null) throw new AppError('papersHeld')
  return {
    status: 'cancelled',
    set: {
      acceptBy: null,
      appointment: null,
      waitingOn: null,
      waitingSince: null,
      consent: withdrawn(viewer, now),
      ...(returned !== null && returnAll(current, { to: returned, relation: null }, refTo(viewer), now))
    },
    entry: { text: text || null, papers },
    tell: [{ event: 'consentRefused', to: 'everybody' }]
  }
}
