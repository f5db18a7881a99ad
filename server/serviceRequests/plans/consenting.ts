/** Moves of the beneficiary's consent: recorded on arrival, withdrawn from the beneficiary's phone or at the door. */
import { AppError } from '../../errors'
import { saidNow, withdrawn } from '../../matters/consent'
import { relationsOf } from '../../matters/relations'
import type { ServiceRequestPlan } from './answering'
import { returnAll } from './custody'

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
  const held = current.custody.filter(entry => !entry.returned).map(entry => entry.paper)
  const atTheDoor = relationsOf(current, viewer, now).includes('assignee')
  const returned = held.length > 0 && atTheDoor && papersReturnedTo ? papersReturnedTo : null
  if (held.length > 0 && returned === null) throw new AppError('papersHeld')
  return {
    status: 'cancelled',
    set: {
      acceptBy: null,
      appointment: null,
      waitingOn: null,
      waitingSince: null,
      consent: withdrawn(viewer, now),
      ...(returned !== null && { custody: returnAll(current, returned, now) })
    },
    entry: { text: text || null, papers: held },
    tell: [{ event: 'consentRefused', to: 'everybody' }]
  }
}
