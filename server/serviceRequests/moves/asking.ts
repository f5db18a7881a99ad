/** Moves between the resident and whoever answers: cancel, material, other times, reopen, rate. */
import { LIMITS } from '../../../src/contract/limits'
import { claimAttachments } from '../../attachments/claim'
import { findItem } from '../../catalogue/findItem'
import { AppError } from '../../errors'
import { afterWaiting, promisedEnd, UNDATED } from '../clocks'
import type { Plan } from '../move'
import { checkPreferredTimes } from '../preferredTimes'
import { reassigned, routeAgain } from './answering'

export const cancel: Plan<'cancel'> = (_current, input) => ({
  status: 'cancelled', set: { acceptBy: null, appointment: null, waitingOn: null }, entry: { text: input.reason || null }
})

export const askMaterial: Plan<'askMaterial'> = (current, input, { now }) => ({
  status: 'accepted',
  set: {
    waitingOn: 'resident',
    // Asked again before the answer came: the clock has been standing since the first time.
    waitingSince: current.waitingSince ?? new Date(now),
    materialAsked: { papers: input.papers, text: input.text, at: new Date(now) }
  },
  entry: { text: input.text || null, papers: input.papers }
})

export const provideMaterial: Plan<'provideMaterial'> = async (current, input, { viewer, now, deps }) => {
  const photos = input.photos ?? []
  if (current.photos.length + photos.length > LIMITS.photosOfMatter) throw new AppError('tooManyAttachments')
  await claimAttachments(photos, current._id, viewer, now)
  const waitedFrom = current.waitingSince?.getTime() ?? now
  const expectedBy = afterWaiting(current.expectedBy?.getTime() ?? null, waitedFrom, now, deps)
  const end = expectedBy === null ? null : new Date(expectedBy)
  return {
    status: 'accepted',
    set: { waitingOn: null, waitingSince: null, materialAsked: null, expectedBy: end, dueAt: end ?? UNDATED },
    ...(photos.length > 0 && { push: { photos: { $each: photos } } }),
    entry: { text: input.text, photos }
  }
}

export const changeTime: Plan<'changeTime'> = (current, input, { now, deps }) => {
  checkPreferredTimes(input.preferredTimes, deps.settings.workingHours, now)
  return {
    status: current.status,
    set: { preferredTimes: input.preferredTimes, timeChangeAsked: true },
    entry: { text: input.text || null }
  }
}

/** A complaint about the officer goes to the station desk first, and never back to him. The promise starts anew. */
export const reopen: Plan<'reopen'> = async (current, input, context) => {
  const special = current.precedence === 0
  const handedBackBy = [...current.handedBackBy.map(String), ...(input.aboutOfficer ? [String(current.assignee.person)] : [])]
  const answer = await routeAgain(current, context, { handedBackBy, deskFirst: input.aboutOfficer })
  const item = await findItem(current.itemCode)
  const expectedBy = item && promisedEnd(context.now, item, current.channel, special, context.deps)
  return reassigned(current, answer, 'reopen', context, input.reason, {
    handedBackBy, closedAt: null, declined: null, expectedBy: expectedBy === null ? null : new Date(expectedBy)
  })
}

export const rate: Plan<'rate'> = (_current, input, { now }) => ({
  status: 'completed',
  set: { rating: { stars: input.stars, text: input.text, at: new Date(now) } },
  entry: { text: input.text || null }
})
