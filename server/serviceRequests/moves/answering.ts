/** Moves by which it is decided who answers: accept, hand back, reassign, escalate, decline. */
import type { RoutingCause } from '../../../src/contract/serviceRequestViews'
import { covers } from '../../../src/contract/consent'
import { findItem } from '../../catalogue/findItem'
import type { Deps } from '../../deps'
import { AppError, fieldError } from '../../errors'
import type { Keyring } from '../../fieldEncryption/keyring'
import { dayOf } from '../../../src/contract/day'
import { assignTo, roundOf } from '../assignment'
import { candidatesFor } from '../candidates'
import { promisedEnd, UNDATED } from '../clocks'
import { colleaguesFor, concernedBy } from '../colleagues'
import { PENDING } from '../consent'
import type { ServiceRequestDoc } from '../model'
import type { Change, Plan } from '../move'
import { route, type RoutingAnswer } from '../route'

export const accept: Plan<'accept'> = async (current, _input, { viewer, now, deps }) => {
  const taken = String(current.assignee.person) === viewer.id ? {} : await takenBy(current, viewer.id, now, deps.fields)
  return {
    status: 'accepted',
    set: {
      handsetAt: current.handsetAt ?? new Date(now),
      ...taken,
      offeredTo: [{ person: viewer.id, from: new Date(now) }],
      acceptedAt: new Date(now),
      acceptBy: null,
      dueAt: current.expectedBy ?? UNDATED
    },
    entry: { assignee: { person: viewer.id, name: viewer.name } }
  }
}

export const handBack: Plan<'handBack'> = async (current, input, context) => {
  const handedBackBy = [...current.handedBackBy.map(String), context.viewer.id]
  const answer = await routeAgain(current, context, { handedBackBy })
  return reassigned(current, answer, 'handBack', context, input.reason, { handedBackBy })
}

export const reassign: Plan<'reassign'> = async (current, input, context) => {
  const colleagues = await colleaguesFor(current, dayOf(context.now), context.deps.fields)
  const chosen = colleagues.find(colleague => colleague.id === input.personId)
  if (!chosen || chosen.id === String(current.assignee.person)) throw fieldError('assigneeNotEligible', 'personId')
  const { outcome, ...candidate } = chosen
  if (outcome !== 'chosen') throw fieldError('assigneeNotEligible', 'personId')
  const answer: RoutingAnswer = {
    chosen: candidate, next: [], steps: [{ level: candidate.level, person: { id: candidate.id, name: candidate.name }, outcome }]
  }
  return reassigned(current, answer, 'reassign', context, input.reason)
}

export const escalate: Plan<'escalate'> = async (current, input, context) => {
  const item = await findItem(current.itemCode)
  if (!item?.channels.includes('homeVisit')) throw fieldError('channelNotAllowed', 'channel')
  const answer = await routeAgain(current, context, { channel: 'homeVisit', requiresPolice: item.requiresPolice })
  const expectedBy = promisedEnd(context.now, item, 'homeVisit', current.precedence === 0, context.deps)
  return reassigned(current, answer, 'escalate', context, input.reason, {
    // Who said yes to paperwork has not said yes to a visit.
    ...(current.consent?.state === 'given' && !covers(current.consent.purpose ?? 'paperwork', 'homeVisit') && { consent: PENDING }),
    voiceAt: null,
    channel: 'homeVisit', expectedBy: expectedBy === null ? null : new Date(expectedBy)
  })
}

export const decline: Plan<'decline'> = (_current, input) => ({
  status: 'declined',
  set: { declined: { reason: input.reason, legalBasis: input.legalBasis }, acceptBy: null },
  entry: { text: input.reason }
})

/** Routes an existing service request anew: the same order, without those who handed it back. */
export async function routeAgain(
  current: ServiceRequestDoc, { now, deps }: { now: number; deps: Pick<Deps, 'fields'> },
  change: { channel?: 'homeVisit'; requiresPolice?: boolean; handedBackBy?: string[]; deskFirst?: boolean } = {}
): Promise<RoutingAnswer> {
  const channel = change.channel ?? current.channel
  const day = dayOf(now)
  const answer = route({
    channel,
    requiresPolice: change.requiresPolice ?? (await findItem(current.itemCode))?.requiresPolice ?? false,
    day,
    candidates: await candidatesFor(current, channel, day, deps.fields),
    concerned: concernedBy(current),
    handedBack: new Set(change.handedBackBy ?? current.handedBackBy.map(String)),
    ...(change.deskFirst && { deskFirst: true })
  })
  if (!answer) throw new AppError('noOtherCandidate')
  return answer
}

/** The change that gives it to somebody else, with the round of routing that says why. */
export function reassigned(
  current: ServiceRequestDoc, { chosen, next, steps }: RoutingAnswer, cause: RoutingCause,
  { now, deps }: { now: number; deps: Pick<Deps, 'settings' | 'calendar'> }, text: string, set: Record<string, unknown> = {}
): Change {
  return {
    status: 'assigned',
    set: { ...assignTo(chosen, next, now, current.precedence === 0, deps), ...set },
    push: { routing: roundOf(cause, steps, now) },
    entry: { text, assignee: { person: chosen.id, name: chosen.name } }
  }
}

/** A backup takes what was offered to him: he becomes the assignee in the capacity in which he was asked. */
async function takenBy(current: ServiceRequestDoc, personId: string, now: number, fields: Keyring): Promise<Record<string, unknown>> {
  const colleagues = await colleaguesFor(current, dayOf(now), fields)
  const taker = colleagues.find(colleague => colleague.id === personId)
  // Named no longer, or gone: what was offered to him then isn't any more. His leave is his own affair.
  if (!taker || (taker.outcome !== 'chosen' && taker.outcome !== 'onLeave')) throw new AppError('forbidden')
  const { id, name, phone, rank, level, kind } = taker
  return { assignee: { person: id, name, phone, rank, level, kind }, handsetAt: new Date(now) }
}
