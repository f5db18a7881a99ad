/** Sends text messages to people without an account: each at most once, or handed on as a call. */
import { readMatter } from '../matters/questions'
import type { StoredMatter } from '../matters/matterFields'
import { afterQuietHours } from './quietHours'
import { herPhoneOf } from './herPhone'
import type { NoticeDeps } from './noticeDeps'
import { isUntrue } from './overtaken'
import { PhoneNotice, type StoredPhoneNotice } from './phoneModel'
import { textFieldsOf } from './textMessage'
import { noticeOf, writeNotices } from './write'

const BATCH = 100
/** Attempts before a message becomes a call; the pauses between them add up to half an hour. */
const TRIES = 5
const FIRST_PAUSE_MS = 2 * 60_000
/** A process that has given a message to the gateway stores the answer within this time, or has died. */
const LOST_AFTER_MS = 5 * 60_000

/** How one message ended, and whether somebody has to call instead. */
interface Outcome {
  text: Partial<StoredPhoneNotice['text']>
  call: boolean
}

const nothing = (why: string): Outcome => ({ text: { state: 'none', why }, call: false })
const instead = (why: string): Outcome => ({ text: { state: 'none', why }, call: true })

/** Sends every text message that is due. @throws what the database throws */
export async function textDue(deps: NoticeDeps): Promise<void> {
  await settleLost(deps)
  for (;;) {
    const due = await PhoneNotice.find({ 'text.state': 'due', 'text.after': { $lte: new Date(deps.now()) } })
      .sort({ 'text.after': 1, _id: 1 }).limit(BATCH).lean<StoredPhoneNotice[]>()
    for (const notice of due) if (await claim(notice, deps)) await settle(notice, await textOne(notice, deps), deps)
    if (due.length < BATCH) return
  }
}

/** A message whose answer was never stored, because the process died, counts as sent. */
async function settleLost({ now }: NoticeDeps): Promise<void> {
  await PhoneNotice.updateMany(
    { 'text.state': 'sending', 'text.after': { $lte: new Date(now() - LOST_AFTER_MS) } },
    { $set: { 'text.state': 'sent', 'text.why': 'noAnswerStored' } }
  )
}

/** Takes a message for this process alone: of two processes one succeeds. */
async function claim({ _id }: StoredPhoneNotice, { now }: NoticeDeps): Promise<boolean> {
  const taken = await PhoneNotice.updateOne(
    { _id, 'text.state': 'due' },
    { $set: { 'text.state': 'sending', 'text.after': new Date(now()) }, $inc: { 'text.tries': 1 } }
  )
  return taken.modifiedCount === 1
}

async function settle({ _id }: StoredPhoneNotice, { text, call }: Outcome, deps: NoticeDeps): Promise<void> {
  const set = Object.fromEntries(Object.entries(text).map(([name, value]) => [`text.${name}`, value]))
  const after = new Date(afterQuietHours(deps.now(), deps.settings.quietHours))
  await PhoneNotice.updateOne(
    { _id, 'text.state': 'sending' },
    { $set: { ...set, ...(call && { 'call.state': 'due', 'call.after': after }) } }
  )
}

async function textOne(notice: StoredPhoneNotice, deps: NoticeDeps): Promise<Outcome> {
  const matter = await readMatter(notice.matter)
  if (!matter || isUntrue(notice, matter, deps.now())) return nothing('overtaken')
  const her = await herPhoneOf(matter, deps)
  if (her.kind === 'none') return nothing('noPhone')
  if (her.kind === 'account') {
    await tellAccount(notice, her.person, deps)
    return nothing('account')
  }
  if (!her.mobile) return instead('landline')
  return send(notice, matter, her.phone, deps)
}

/** She has an account by now: the inbox tells her. */
async function tellAccount(
  { _id, matter, event, entry, at }: StoredPhoneNotice, person: Parameters<typeof noticeOf>[0]['person'], deps: NoticeDeps
): Promise<void> {
  const once = onceOf(_id)
  await writeNotices([noticeOf({ person, side: 'resident', matter, once, event, entry, at }, deps)])
}

/** The name of the event within its matter: what the id has between matter and person. */
function onceOf(id: string): string {
  return id.split(':').slice(1, -1).join(':')
}

async function send(
  notice: StoredPhoneNotice, matter: StoredMatter, phone: string, deps: NoticeDeps
): Promise<Outcome> {
  const template = deps.settings.texts?.templates[notice.event]
  if (!deps.sms || !template) return instead('noGateway')
  const fields = textFieldsOf(notice, matter, template.fields)
  const { outcome, why } = await deps.sms.send({ id: notice._id, phone, template: template.template, fields })
  deps.metrics.texted.inc({ outcome })
  const log = { notice: notice._id, why }
  switch (outcome) {
    case 'sent':
      return { text: { state: 'sent', why: null }, call: false }
    case 'lost':
      deps.log.warn(log, 'the answer to a text message was lost; the message counts as sent')
      return { text: { state: 'sent', why }, call: false }
    case 'refused':
      deps.log.error(log, 'the SMS gateway refuses a message: somebody has to call instead')
      return { text: { state: 'gaveUp', why }, call: true }
    case 'later':
      // `text.tries` is the count before this attempt.
      return notice.text.tries + 1 >= TRIES
        ? { text: { state: 'gaveUp', why }, call: true }
        : { text: { state: 'due', why, after: nextTry(notice.text.tries, deps) }, call: false }
  }
}

function nextTry(tries: number, { now, settings }: NoticeDeps): Date {
  return new Date(afterQuietHours(now() + FIRST_PAUSE_MS * 2 ** tries, settings.quietHours))
}
