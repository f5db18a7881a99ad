/** Sends the messages of notices to people's WeChat: each at most once, or visibly given up. */
import type { Types } from 'mongoose'
import { KEPT_FOR, SEARCH_EVENTS } from '../../src/contract/notice'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { readMatter } from '../matters/questions'
import { isAskedToLook } from '../matters/search'
import { WechatBinding } from '../session/model'
import type { Delivery } from '../wechat/deliver'
import { fitted } from '../wechat/messageFields'
import { forgetAgreements, returnAgreement, useAgreement } from './agreements'
import { Notice, type StoredNotice } from './model'
import type { NoticeDeps } from './noticeDeps'
import { eveOf } from './eve'
import { valuesOf } from './message'
import { isOtherDay, isOvertaken } from './overtaken'
import { isToBeCalledBy } from './calls'
import { countVisits } from './visits'

const BATCH = 200
/** Attempts before a message is given up; the pauses between them add up to about two days. */
const TRIES = 12
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 6 * 3600_000
/** A process that has given a message to WeChat stores the answer within this time, or has died. */
const LOST_AFTER_MS = 5 * 60_000

/** The outcome of one message, as it is stored. */
type Outcome = Partial<StoredNotice['push']>

/** Sends every message that is due. @throws what the database throws */
export async function pushDue(deps: NoticeDeps): Promise<void> {
  await settleLost(deps)
  for (;;) {
    const due = await Notice.find({ 'push.state': 'due', 'push.after': { $lte: new Date(deps.now()) } })
      .sort({ 'push.after': 1, _id: 1 }).limit(BATCH).lean<StoredNotice[]>()
    for (const group of groupsOf(due)) await pushGroup(group, deps)
    if (due.length < BATCH) return
  }
}

/** A message whose answer was never stored, because the process died, counts as sent. */
async function settleLost({ now }: NoticeDeps): Promise<void> {
  await Notice.updateMany(
    { 'push.state': 'sending', 'push.after': { $lte: new Date(now() - LOST_AFTER_MS) } },
    { $set: { 'push.state': 'sent', 'push.why': 'noAnswerStored' } }
  )
}

/** The same event of many matters reaches a person as one message. */
function groupsOf(due: readonly StoredNotice[]): StoredNotice[][] {
  const groups = new Map<string, StoredNotice[]>()
  for (const notice of due) {
    const key = `${String(notice.person)}:${notice.side}:${notice.event}`
    groups.set(key, [...groups.get(key) ?? [], notice])
  }
  return [...groups.values()]
}

async function pushGroup(group: readonly StoredNotice[], deps: NoticeDeps): Promise<void> {
  const claimed: StoredNotice[] = []
  for (const notice of group) if (await claim(notice, deps)) claimed.push(notice)
  const [first, ...rest] = claimed
  if (!first) return
  const outcome = await pushOne(first, claimed.length, deps)
  // What waits for a later attempt is not merged: by then each may have been overtaken by its matter.
  const merged: Outcome = outcome.state === 'due' ? outcome : { state: 'none', why: 'merged' }
  await settle([first._id], outcome)
  if (rest.length > 0) await settle(rest.map(({ _id }) => _id), merged)
}

/** Takes a message for this process alone: of two processes one succeeds. `after` tells how long ago. */
async function claim({ _id }: StoredNotice, { now }: NoticeDeps): Promise<boolean> {
  const at = new Date(now())
  const taken = await Notice.updateOne(
    { _id, 'push.state': 'due' },
    { $set: { 'push.state': 'sending', 'push.after': at }, $inc: { 'push.tries': 1 } }
  )
  return taken.modifiedCount === 1
}

async function settle(ids: readonly string[], push: Outcome): Promise<void> {
  const set = Object.fromEntries(Object.entries(push).map(([name, value]) => [`push.${name}`, value]))
  await Notice.updateMany({ _id: { $in: [...ids] }, 'push.state': 'sending' }, { $set: set })
}

async function pushOne(notice: StoredNotice, count: number, deps: NoticeDeps): Promise<Outcome> {
  const { person, side, event } = notice
  const reminder = deps.settings.reminders[side]
  if (!reminder) return { state: 'none', why: 'noTemplate' }
  const matter = await readMatter(notice.matter)
  const visits = event === 'visitsTomorrow' ? await countVisits(person, notice.at.getTime()) : count
  if (!matter || visits === 0 || await isPast(notice, matter, deps)) return { state: 'none', why: 'overtaken' }
  const openid = await openidOf(person)
  if (!openid) return { state: 'none', why: 'noWechat' }
  if (!await useAgreement(person, side, keptBy(notice, matter, deps))) return { state: 'none', why: 'noAgreement' }
  // Whoever is only asked to look for a person is told neither number nor service: the number opens the progress.
  const about = isAskedToLook(matter, String(person))
    ? { count: visits, number: '-', service: '上门' }
    : { count: visits, number: matter.number, service: kindOf(matter).titleOf(matter) }
  const values = valuesOf(event, about, appointmentOf(notice, matter))
  const filled = Object.entries(reminder.fields).map(([name, value]) => [name, fitted(name, values[value])])
  const fields = Object.fromEntries(filled) as Record<string, string>
  const delivery = await deps.wechat.sendMessage({
    openid, template: reminder.template, page: pageOf(notice, count), fields
  })
  deps.metrics.pushed.inc({ outcome: delivery.outcome })
  return outcomeOf(delivery, notice, deps)
}

async function isPast(notice: StoredNotice, matter: StoredMatter, { now }: NoticeDeps): Promise<boolean> {
  if (notice.event === 'toCall') return !await isToBeCalledBy(notice.person, notice.matter)
  return isOvertaken(notice, matter, now())
}

/** How many consents must remain. A time that is set after the evening before is the last word before the visit. */
function keptBy({ event, side, at, entry }: StoredNotice, matter: StoredMatter, { settings }: NoticeDeps): number {
  if (side === 'staff' || KEPT_FOR.includes(event)) return 0
  if (event !== 'visitSet' && event !== 'visitMoved') return 1
  const start = entry === null ? null : matter.timeline[entry]?.appointment?.start.getTime()
  return start != null && at.getTime() >= eveOf(start, settings) ? 0 : 1
}

/** A person's WeChat account; with several, the one bound last. */
async function openidOf(person: Types.ObjectId): Promise<string | null> {
  const bound = await WechatBinding.find({ person }).sort({ person: 1 }).limit(20).lean()
  return bound.sort((a, b) => b.boundAt.getTime() - a.boundAt.getTime())[0]?._id ?? null
}

function appointmentOf(notice: StoredNotice, matter: StoredMatter): StoredMatter['appointment'] {
  const { entry } = notice
  return (entry === null || isOtherDay(notice, matter) ? null : matter.timeline[entry]?.appointment) ?? null
}

function pageOf({ matter, side, event }: StoredNotice, count: number): string {
  if (event === 'visitsTomorrow') return 'officer/inbox/index'
  if (event === 'toCall') return 'officer/calls/index'
  if (count > 1) return 'pages/notices/index'
  if (SEARCH_EVENTS.includes(event)) return `pages/search/index?id=${String(matter)}`
  const screen = side === 'staff' ? 'officer/serviceRequest/index' : 'pages/serviceRequests/detail/index'
  return `${screen}?id=${String(matter)}`
}

async function outcomeOf({ outcome, why }: Delivery, notice: StoredNotice, deps: NoticeDeps): Promise<Outcome> {
  const { person, side, push } = notice
  const log = { notice: notice._id, why }
  switch (outcome) {
    case 'sent':
      return { state: 'sent', why: null }
    case 'lost':
      deps.log.warn(log, 'the answer to a message was lost; the message counts as sent')
      return { state: 'sent', why }
    case 'noAgreement':
    case 'gone':
      await forgetAgreements(person, side)
      return { state: 'gaveUp', why }
    case 'wrong':
      await returnAgreement(person, side)
      deps.log.error(log, 'WeChat refuses a message as it is: look at the template and its fields in the settings')
      return { state: 'gaveUp', why }
    case 'later': {
      await returnAgreement(person, side)
      // `push.tries` is the count before this attempt.
      if (push.tries + 1 >= TRIES) return { state: 'gaveUp', why }
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** push.tries, LONGEST_PAUSE_MS)
      return { state: 'due', why, after: new Date(deps.now() + pause) }
    }
  }
}
