/** Moves between the resident and those who answer: cancel, material, other times, reopen, rate. */
import { Types } from 'mongoose'
import { LIMITS } from '../../../src/contract/limits'
import { claimAttachments } from '../../attachments/claim'
import { findItem } from '../../catalogue/findItem'
import { AppError } from '../../errors'
import { PENDING } from '../../matters/consent'
import { clockRuns, promiseOf, UNDATED } from '../../matters/clocks'
import { reassigned, routeAgain } from '../../matters/reassign'
import { isWithdrawn } from '../beneficiaryOf'
import { checkPreferredTimes } from '../preferredTimes'
import type { ServiceRequestPlan } from './answering'

export const cancel: ServiceRequestPlan<'cancel'> = (_current, { reason }) => ({
  status: 'cancelled',
  set: { acceptBy: null, appointment: null, waitingOn: null, waitingSince: null },
  entry: { text: reason || null },
  tell: [{ event: 'cancelled', to: 'everybody' }]
})

export const askMaterial: ServiceRequestPlan<'askMaterial'> = (current, { papers, text }, { now }) => ({
  status: 'accepted',
  set: {
    waitingOn: 'resident',
    // Asked again before the answer came: the clock has stood still since the first question.
    waitingSince: current.waitingSince ?? new Date(now),
    materialAsked: { papers, text, at: new Date(now) }
  },
  entry: { text: text || null, papers },
  tell: [{ event: 'materialAsked', to: 'residents' }]
})

export const provideMaterial: ServiceRequestPlan<'provideMaterial'> = async (current, input, { viewer, now, deps }) => {
  const photos = input.photos ?? []
  if (current.photos.length + photos.length > LIMITS.photosOfMatter) throw new AppError('tooManyAttachments')
  await claimAttachments(photos, current._id, viewer, now)
  const clock = clockRuns(current, now, deps)
  const ids = photos.map(photo => new Types.ObjectId(photo))
  return {
    status: 'accepted',
    set: { ...clock, materialAsked: null, dueAt: clock.expectedBy ?? UNDATED },
    ...(ids.length > 0 && { push: { photos: ids } }),
    entry: { text: input.text, photos: ids },
    tell: [{ event: 'materialProvided', to: 'assignee' }]
  }
}

export const changeTime: ServiceRequestPlan<'changeTime'> = (current, { preferredTimes, text }, { now, deps }) => {
  checkPreferredTimes(preferredTimes, deps.settings.workingHours, now)
  return {
    status: current.status,
    set: { preferredTimes, timeChangeAsked: true },
    entry: { text: text || null },
    tell: [{ event: 'otherTimeAsked', to: 'assignee' }]
  }
}

/**
 * A complaint about the officer goes to the station desk first and is never assigned to that officer. The promised time
 * starts anew.
 */
export const reopen: ServiceRequestPlan<'reopen'> = async (current, { reason, aboutOfficer }, context) => {
  const { now, deps } = context
  const handedBackBy = [...current.handedBackBy, ...(aboutOfficer ? [current.assignee.person] : [])]
  const answer = await routeAgain(current, now, deps, {
    handedBackBy: handedBackBy.map(String),
    deskFirst: aboutOfficer
  })
  const item = await findItem(current.itemCode, deps)
  const promise = item && promiseOf(now, item, current.channel, current.precedence === 0, deps)
  const change = reassigned(current, { answer, cause: 'reopen', text: reason, promise }, context, {
    handedBackBy,
    declined: null,
    // While the matter was closed, a withdrawal of the consent did not reach it.
    ...(await isWithdrawn(current) && { consent: PENDING, voiceAt: null })
  })
  return { ...change, tell: [{ event: 'reopened', to: 'assignee' }] }
}

export const rate: ServiceRequestPlan<'rate'> = (_current, { stars, text }, { now }) => ({
  status: 'completed', set: { rating: { stars, text, at: new Date(now) } }, entry: { text: text || null }
})
