/** Moves of the beneficiary's consent: recorded on arrival, withdrawn from his phone or at the door. */
import { AppError } from '../../errors'
import { saidNow } from '../consent'
import type { Plan } from '../move'
import { relationsOf } from '../policy'
import { returnAll } from './visiting'

/** By voice only what he has heard: a recording that was replaced since has another time. */
export const recordConsent: Plan<'recordConsent'> = (current, input, { viewer, now }) => {
  const heard = input.voiceAt === undefined ? null : Date.parse(input.voiceAt)
  if (heard !== null && heard !== current.voiceAt?.getTime()) throw new AppError('voiceMissing')
  return {
    status: current.status,
    set: { consent: saidNow(heard === null ? 'onArrival' : 'voice', current.channel, input.words, viewer, now) },
    entry: {}
  }
}

/** Ends the matter. Originals can't get lost on the way: they are back already, or are handed back in this very move. */
export const withdrawConsent: Plan<'withdrawConsent'> = (current, input, { viewer, now }) => {
  const held = current.custody.filter(entry => !entry.returned).map(entry => entry.paper)
  const atTheDoor = relationsOf(current, viewer, now).includes('assignee')
  const returned = held.length > 0 && atTheDoor && input.papersReturnedTo ? input.papersReturnedTo : null
  if (held.length > 0 && returned === null) throw new AppError('papersHeld')
  return {
    status: 'cancelled',
    set: {
      acceptBy: null, appointment: null, waitingOn: null, consent: { state: 'withdrawn', at: new Date(now), by: { person: viewer.id, name: viewer.name } },
      ...(returned !== null && { custody: returnAll(current, returned, now) })
    },
    entry: { text: input.text || null, papers: held }
  }
}
