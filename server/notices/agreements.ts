/** What people have agreed to receive in WeChat. One consent is one message; WeChat can't say how many are left. */
import type { Types } from 'mongoose'
import { ASK_AGAIN_DAYS, NOTICE_SIDES, type NoticeSide, type ReminderAnswer, type ReminderTemplate }
  from '../../src/contract/notice'
import { DAY_MS } from '../../src/contract/day'
import { upsert } from '../duplicateKey'
import type { CallContext, KeyedContext } from '../deps'
import { ReminderAgreement } from './model'

const KEYS_KEPT = 20
/** More consents than anybody uses up: a bound for repeated taps. */
const LEFT_MOST = 50
const YES: readonly ReminderAnswer[] = ['accept', 'acceptWithAudio', 'acceptWithForcePush']
/** `ban` and `filter` are WeChat's own doing, not the person's. */
const NO: readonly ReminderAnswer[] = ['reject']

function idOf(person: string, side: NoticeSide): string {
  return `${person}:${side}`
}

/** The templates of the site, and how many messages of each the viewer has still agreed to. */
export async function listReminders({ viewer, now, deps }: CallContext): Promise<ReminderTemplate[]> {
  const stored = await ReminderAgreement.find({ person: viewer.id }).limit(NOTICE_SIDES.length).lean()
  return NOTICE_SIDES.flatMap(side => {
    const reminder = deps.settings.reminders[side]
    if (!reminder) return []
    const mine = stored.find(one => one.side === side)
    const refusedAt = mine?.refusedAt?.getTime() ?? -Infinity
    const mayAsk = now - refusedAt > ASK_AGAIN_DAYS * DAY_MS
    return [{ side, template: reminder.template, left: mine?.left ?? 0, mayAsk }]
  })
}

/**
 * Counts what the viewer answered when WeChat asked. A repeated call counts once. Templates that the site does not use
 * any more are ignored: the phone may have older settings.
 */
export async function recordReminders(
  answers: ReadonlyArray<{ template: string; answer: ReminderAnswer }>, { viewer, key, now, deps }: KeyedContext
): Promise<void> {
  for (const side of NOTICE_SIDES) {
    const template = deps.settings.reminders[side]?.template
    const answer = answers.find(one => one.template === template)?.answer
    if (!answer || (!YES.includes(answer) && !NO.includes(answer))) continue
    const _id = idOf(viewer.id, side)
    const fresh = { person: viewer.id, side, left: 0, refusedAt: null, keys: [] }
    await upsert(() => ReminderAgreement.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true }).exec())
    const yes = YES.includes(answer)
    await ReminderAgreement.updateOne(
      { _id, keys: { $ne: key.key }, ...(yes && { left: { $lt: LEFT_MOST } }) },
      {
        ...(yes ? { $inc: { left: 1 }, $set: { refusedAt: null } } : { $set: { refusedAt: new Date(now) } }),
        $push: { keys: { $each: [key.key], $slice: -KEYS_KEPT } }
      }
    )
  }
}

/**
 * Uses one consent up.
 * @param kept how many consents must remain: the last one is kept for what matters most
 * @returns false when the person has agreed to no further message
 */
export async function useAgreement(person: Types.ObjectId, side: NoticeSide, kept: number): Promise<boolean> {
  const used = await ReminderAgreement.updateOne(
    { _id: idOf(String(person), side), left: { $gt: kept } }, { $inc: { left: -1 } })
  return used.modifiedCount === 1
}

/** Gives back a consent for which nothing was sent. */
export async function returnAgreement(person: Types.ObjectId, side: NoticeSide): Promise<void> {
  await ReminderAgreement.updateOne({ _id: idOf(String(person), side) }, { $inc: { left: 1 } })
}

/** WeChat says that the person has agreed to nothing more. */
export async function forgetAgreements(person: Types.ObjectId, side: NoticeSide): Promise<void> {
  await ReminderAgreement.updateOne({ _id: idOf(String(person), side) }, { $set: { left: 0 } })
}
