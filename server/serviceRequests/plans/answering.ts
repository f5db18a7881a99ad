/** Moves of those who answer: accept, hand back, reassign, escalate, decline. */
import { covers } from '../../../src/contract/consent'
import type { MoveInputs } from '../../../src/contract/serviceRequestViews'
import { findItem } from '../../catalogue/findItem'
import { fieldError } from '../../errors'
import { refTo } from '../../matters/assignment'
import { promiseOf } from '../../matters/clocks'
import { PENDING } from '../../matters/consent'
import type { Plan } from '../../matters/kind'
import { acceptedBy, giveTo, handedBack, reassigned, routeAgain } from '../../matters/reassign'
import type { StoredServiceRequest } from '../serviceRequestFields'

/** The type of the plan for the move with this name. */
export type ServiceRequestPlan<A extends keyof MoveInputs> = Plan<StoredServiceRequest, MoveInputs[A]>

export const accept: ServiceRequestPlan<'accept'> = async (current, _input, context) =>
  ({
    status: 'accepted',
    set: await acceptedBy(current, context),
    entry: { assignee: refTo(context.viewer) },
    tell: [{ event: 'accepted', to: 'residents' }]
  })

/** The first call accepts the matter, so the ladder stops; later ones change nothing but the timeline. */
export const noteCall: ServiceRequestPlan<'noteCall'> = async (current, { text }, context) => {
  if (current.status !== 'assigned') return { status: current.status, entry: { text } }
  return {
    status: 'accepted',
    set: await acceptedBy(current, context),
    entry: { text, assignee: refTo(context.viewer) },
    tell: [{ event: 'accepted', to: 'residents' }]
  }
}

export const handBack: ServiceRequestPlan<'handBack'> = (current, { reason }, context) =>
  handedBack(current, reason, context)

export const reassign: ServiceRequestPlan<'reassign'> = async (current, { personId, reason }, context) =>
  reassigned(current, { answer: await giveTo(current, personId, context), cause: 'reassign', text: reason }, context)

export const escalate: ServiceRequestPlan<'escalate'> = async (current, { reason }, context) => {
  const { now, deps } = context
  const item = await findItem(current.itemCode, deps)
  if (!item?.channels.includes('homeVisit')) throw fieldError('channelNotAllowed', 'channel')
  const answer = await routeAgain(current, now, deps, { answeredBy: 'officer', needsPolice: item.requiresPolice })
  // The days for the visit come on top; the promised time keeps its beginning.
  const from = current.clock.promise?.from ?? current.createdAt
  const promise = promiseOf(from.getTime(), item, 'homeVisit', current.precedence === 0, deps)
  return reassigned(current, { answer, cause: 'escalate', text: reason, promise }, context, {
    // A consent to paperwork does not cover a visit.
    ...(current.consent?.state === 'given' &&
      !covers(current.consent.purpose ?? 'paperwork', 'homeVisit') && { consent: PENDING }),
    voiceAt: null,
    channel: 'homeVisit',
    answeredBy: 'officer'
  })
}

export const decline: ServiceRequestPlan<'decline'> = (_current, { reason, legalBasis }) => ({
  status: 'declined',
  set: { declined: { reason, legalBasis }, acceptBy: null, waitingOn: null, waitingSince: null },
  entry: { text: reason },
  tell: [{ event: 'declined', to: 'everybody' }]
})
