/** Moves of a document that has been made: ready, its day, delivered, gone back from the door. */
import { Types } from 'mongoose'
import { DAY_MS, dayOf, instantOf } from '../../../src/contract/day'
import { LIMITS } from '../../../src/contract/limits'
import type { MoveInputs } from '../../../src/contract/serviceRequestViews'
import { claimAttachments } from '../../attachments/claim'
import type { Deps } from '../../deps'
import { AppError, fieldError, invalidField } from '../../errors'
import { refTo } from '../../matters/assignment'
import type { MoveContext } from '../../matters/change'
import { UNDATED } from '../../matters/clocks'
import { toDesk } from '../../matters/desk'
import type { StoredWindow } from '../../matters/matterFields'
import type { StoredServiceRequest } from '../serviceRequestFields'
import type { ServiceRequestPlan } from './answering'
import { held, returnAll, takeInto } from './custody'

/** Whoever says that the document is there holds it; the assignee confirms having received it from the desk. */
export const documentReady: ServiceRequestPlan<'documentReady'> = (current, { papers, day }, { viewer, now, deps }) => {
  if (day != null && String(current.assignee.person) !== viewer.id)
    throw invalidField('day', '哪天送由办理人来定。')
  const promised = day == null ? null : promisedDay(day, now, deps)
  return {
    status: 'delivering',
    set: { ...takeInto(current, papers, refTo(viewer), now), ...(promised && promisedOn(day!, promised)) },
    entry: { papers, ...(promised && { appointment: promised }) },
    tell: [{ event: 'documentReady', to: 'everybody' }]
  }
}

export const setDelivery: ServiceRequestPlan<'setDelivery'> = (_current, { day, text }, { now, deps }) => {
  const promised = promisedDay(day, now, deps)
  return {
    status: 'delivering',
    set: promisedOn(day, promised),
    entry: { text: text || null, appointment: promised },
    tell: [{ event: 'deliverySet', to: 'residents' }]
  }
}

/**
 * The receipt. At the home only the assignee hands over; at the station also the dispatcher, who then holds the papers.
 */
export const deliver: ServiceRequestPlan<'deliver'> = async (current, input, context) => {
  const { viewer, now } = context
  const { receivedBy, relation, way, text } = input
  if (way === 'broughtHome' && String(current.assignee.person) !== viewer.id)
    throw invalidField('way', '送到家由办理人来记。来派出所领的，请选“来派出所领的”。')
  const papers = held(current).map(({ paper }) => paper)
  const set = returnAll(current, { to: receivedBy, relation }, refTo(viewer), now)
  const photos = await claimReceipt(current, input, context)
  return {
    status: 'completed',
    set: { ...set, deliveryDay: null },
    ...(photos.length > 0 && { push: { photos } }),
    entry: { text: text || null, papers, photos, received: { name: receivedBy, relation, way } },
    tell: [{ event: 'completed', to: 'residents' }]
  }
}

/** Refused at the door, or nobody takes it: the document stays with its bearer, and the desk is told. */
export const notDelivered: ServiceRequestPlan<'notDelivered'> = async (current, { why, text }, { deps }) => ({
  status: 'delivering',
  set: { deliveryDay: null, dueAt: current.expectedBy ?? UNDATED },
  entry: { text: [WHY[why], text].filter(Boolean).join(''), papers: held(current).map(({ paper }) => paper) },
  tell: [await toDesk('papersRefused', current, deps)]
})

const WHY: Readonly<Record<MoveInputs['notDelivered']['why'], string>> = {
  refused: '本人不收。', nobodyTakes: '没有人能代收。'
}

/** @throws AppError validationFailed at `text` without words and photos; tooManyAttachments, attachmentUnknown */
async function claimReceipt(
  current: StoredServiceRequest, { text, photos = [] }: MoveInputs['deliver'], { viewer, now }: MoveContext
): Promise<Types.ObjectId[]> {
  if (text === '' && photos.length === 0) throw invalidField('text', '请写一句怎么交的，或者拍一张照片。')
  if (current.photos.length + photos.length > LIMITS.photosOfMatter) throw new AppError('tooManyAttachments')
  await claimAttachments(photos, current._id, viewer, now)
  return photos.map(photo => new Types.ObjectId(photo))
}

/** The working hours of the day as a window. @throws AppError timeInPast or timeTooFar at `day` */
function promisedDay(day: string, now: number, { settings: { workingHours } }: Pick<Deps, 'settings'>): StoredWindow {
  if (day < dayOf(now)) throw fieldError('timeInPast', 'day')
  if (instantOf(day, 0) - now > LIMITS.daysAhead * DAY_MS) throw fieldError('timeTooFar', 'day')
  return {
    start: new Date(instantOf(day, workingHours[0]!.from)), end: new Date(instantOf(day, workingHours.at(-1)!.until))
  }
}

function promisedOn(day: string, { end }: StoredWindow): Pick<StoredServiceRequest, 'deliveryDay' | 'dueAt'> {
  return { deliveryDay: day, dueAt: end }
}
