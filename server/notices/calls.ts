/** The calls that somebody has to make, and how they ended. */
import type { Types } from 'mongoose'
import { CALL_TRIES, type CallOutcome, type PhoneCall } from '../../src/contract/phoneCall'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { presentWindow } from '../matters/present'
import { isCallOver } from './callers'
import { herPhoneOf } from './herPhone'
import { isOtherDay } from './overtaken'
import { PhoneNotice, type StoredPhoneNotice } from './phoneModel'
import { afterQuietHours } from './quietHours'

const LIST_MOST = 50
/** The pause after an attempt. */
const PAUSE_MS = 2 * 3600_000

/** Whether somebody still has to make a call about a matter. */
export async function isToBeCalledBy(person: Types.ObjectId, matter: Types.ObjectId): Promise<boolean> {
  return await PhoneNotice.exists({ matter, 'call.state': 'due', 'call.caller': person }) !== null
}

/**
 * The calls that the viewer has to make, the next one first; of several about one matter the newest.
 * @throws SealError
 */
export async function listCalls({ viewer, now, deps }: CallContext): Promise<PhoneCall[]> {
  const due = await PhoneNotice.find({ 'call.caller': viewer.id, 'call.state': 'due' })
    .sort({ 'call.after': 1, _id: 1 }).limit(LIST_MOST).lean<StoredPhoneNotice[]>()
  const matters = await Matter.find({ _id: { $in: due.map(({ matter }) => matter) } })
    .select({ routing: 0, applied: 0, toTell: 0 }).limit(LIST_MOST).lean<StoredMatter[]>()
  const calls = await Promise.all(due.map(async notice => {
    const matter = matters.find(({ _id }) => _id.equals(notice.matter)) ?? null
    const newer = due.some(other => other.matter.equals(notice.matter) && other.at > notice.at)
    if (!matter || newer || isCallOver(notice, matter, now)) return []
    const her = await herPhoneOf(matter, deps)
    return her.kind === 'number' ? [present(notice, matter, her.phone)] : []
  }))
  return calls.flat()
}

function present(notice: StoredPhoneNotice, matter: StoredMatter, phone: string): PhoneCall {
  const { _id, event, entry, call } = notice
  const { beneficiary, applicant, assignee, villageName, timeline } = matter
  const named = entry === null || isOtherDay(notice, matter) ? null : timeline[entry]?.appointment ?? null
  return {
    id: _id,
    event,
    name: beneficiary!.name,
    phone,
    kinship: beneficiary!.kinship,
    applicantName: applicant.name,
    villageName,
    assigneeName: assignee.name,
    assigneePhone: assignee.phone,
    appointment: presentWindow(named),
    tries: call.tries,
    after: call.after.toISOString(),
    desk: call.desk
  }
}

/**
 * Records how a call ended. A repeated call changes nothing: `tries` names the attempt.
 * @throws AppError notFound when somebody else, or nobody, has to make the call
 */
export async function recordCall(
  id: string, { reached, tries }: CallOutcome, { viewer, now, deps }: CallContext
): Promise<void> {
  const found = await PhoneNotice.findOne({ _id: id, 'call.caller': viewer.id }).lean<StoredPhoneNotice>()
  if (!found) throw new AppError('notFound')
  const set: Partial<StoredPhoneNotice['call']> = reached ? { state: 'reached' } : notReached(found, now, deps)
  const changed = await PhoneNotice.updateOne(
    { _id: id, 'call.state': 'due', 'call.caller': viewer.id, 'call.tries': tries },
    { $set: { ...prefixed(set), 'call.lastAt': new Date(now) }, ...(!reached && { $inc: { 'call.tries': 1 } }) }
  )
  if (changed.modifiedCount === 0) return
  if (reached) await endOlder(found)
  // Another person may have to call now.
  else deps.notices.look()
}

function notReached(
  { call }: StoredPhoneNotice, now: number, { settings }: CallContext['deps']
): Partial<StoredPhoneNotice['call']> {
  const tries = call.tries + 1
  if (tries >= 2 * CALL_TRIES) return { state: 'ended', why: 'notReached' }
  const after = new Date(afterQuietHours(now + PAUSE_MS, settings.quietHours))
  // The desk's one is found in the next round; until then nobody has the call.
  return tries === CALL_TRIES ? { after: new Date(now), desk: true } : { after }
}

function prefixed(call: Partial<StoredPhoneNotice['call']>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(call).map(([name, value]) => [`call.${name}`, value]))
}

/** Whoever has heard the newest word about a matter need not be called for an older one. */
async function endOlder({ matter, at }: StoredPhoneNotice): Promise<void> {
  await PhoneNotice.updateMany(
    { matter, at: { $lte: at }, 'call.state': 'due' }, { $set: { 'call.state': 'ended', 'call.why': 'merged' } })
}
