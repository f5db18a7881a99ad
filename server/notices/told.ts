/** Who was told of a matter, when, and by which way. */
import type { Types } from 'mongoose'
import { SEARCH_EVENTS, type NoticeEvent } from '../../src/contract/notice'
import { TOLD_MOST, type ToldPart, type ToldRow, type ToldState } from '../../src/contract/told'
import type { CallContext } from '../deps'
import type { StoredMatter } from '../matters/matterFields'
import { capacityOf, relationsOf } from '../matters/relations'
import { isAmongAsked } from '../matters/search'
import { Person } from '../people/model'
import { Notice, type StoredNotice, type StoredPush } from './model'
import { PhoneNotice, type StoredPhoneNotice } from './phoneModel'

/** What sums a day up, and what asks for a call: not about the people of this matter. */
const APART: readonly NoticeEvent[] = ['visitsTomorrow', 'toCall']

type Way = ToldRow['ways'][number]

/**
 * For staff: everybody, by name. For a resident: what the reader was told, and of the staff only that they were told.
 * Three queries, each on an index.
 */
export async function listTold(matter: StoredMatter, { viewer, now }: CallContext): Promise<ToldRow[]> {
  const about = { matter: matter._id }
  const [notices, phoned] = await Promise.all([
    Notice.find({ ...about, event: { $nin: APART } }).sort({ at: -1, _id: -1 }).limit(TOLD_MOST).lean<StoredNotice[]>(),
    PhoneNotice.find(about).sort({ at: -1, _id: -1 }).limit(TOLD_MOST).lean<StoredPhoneNotice[]>()
  ])
  const staff = capacityOf(relationsOf(matter, viewer, now)) === 'staff'
  const names = staff ? await namesOf(notices) : new Map<string, string>()
  const own = notices.filter(({ side, person }) => staff || side === 'staff' || String(person) === viewer.id)
  const rows = [
    ...own.map(notice => rowOf(notice, matter, names, staff)),
    // To whom a text message went is the beneficiary's own affair; a beneficiary with an account has none.
    ...(staff ? phoned.filter(({ text }) => text.why !== 'account').map(notice => phonedRow(notice, matter)) : [])
  ]
  return rows.sort((one, other) => other.at.localeCompare(one.at) || other.id.localeCompare(one.id)).slice(0, TOLD_MOST)
}

async function namesOf(notices: readonly StoredNotice[]): Promise<Map<string, string>> {
  const ids = [...new Set(notices.map(({ person }) => String(person)))]
  if (ids.length === 0) return new Map()
  const found = await Person.find({ _id: { $in: ids } }).select({ name: 1 }).limit(ids.length).lean()
  return new Map(found.map(({ _id, name }) => [String(_id), name]))
}

function rowOf(notice: StoredNotice, matter: StoredMatter, names: Map<string, string>, staff: boolean): ToldRow {
  const { _id, event, at, person, readAt, push } = notice
  const part = partOf(notice, matter)
  const app: Way = { way: 'app', state: readAt ? 'read' : 'unread', at: (readAt ?? at).toISOString() }
  // Whether colleagues have read, and how they were reached, is among colleagues.
  const ways: Way[] = part === 'staff' && !staff ? [] : [app, { way: 'wechat', ...messageState(push) }]
  return { id: _id, event, at: at.toISOString(), part, name: nameOf(part, person, matter, names), ways }
}

function partOf({ side, person, event }: StoredNotice, { applicant, search }: StoredMatter): ToldPart {
  if (side === 'staff') return 'staff'
  if (applicant.person.equals(person)) return 'applicant'
  // The person who is looked for is told of no search. An earlier search may have asked others than the stored one.
  return SEARCH_EVENTS.includes(event) || isAmongAsked({ search }, String(person)) ? 'helper' : 'beneficiary'
}

function nameOf(
  part: ToldPart, person: Types.ObjectId, { applicant, beneficiary }: StoredMatter, names: Map<string, string>
): string | null {
  if (part === 'staff' || part === 'helper') return names.get(String(person)) ?? null
  return part === 'applicant' ? applicant.name : beneficiary?.name ?? null
}

function phonedRow({ _id, event, at, text, call }: StoredPhoneNotice, { beneficiary }: StoredMatter): ToldRow {
  const ways: Way[] = [{ way: 'text', ...messageState(text) }]
  if (call.state !== 'none') ways.push(callWay(call))
  return { id: _id, event, at: at.toISOString(), part: 'beneficiary', name: beneficiary?.name ?? null, ways }
}

function callWay({ state, why, lastAt }: StoredPhoneNotice['call']): Way {
  const at = lastAt?.toISOString() ?? null
  switch (state) {
    case 'reached':
      return { way: 'call', state: 'done', at }
    case 'ended':
      return { way: 'call', state: why === 'notReached' ? 'notReached' : why === 'merged' ? 'merged' : 'overtaken', at }
    default:
      return { way: 'call', state: 'waiting', at }
  }
}

/** Why a message was not sent, in the words of the contract. */
const NOT_SENT: Readonly<Record<string, ToldState>> = {
  noAgreement: 'notAgreed', noWechat: 'noWechat', noTemplate: 'off', noGateway: 'off', merged: 'merged',
  landline: 'landline'
}
/** WeChat's answer that the person has not agreed, or has switched messages off. */
const REFUSED_BY_PERSON = '43101'

function messageState({ state, why, after }: StoredPush): Pick<Way, 'state' | 'at'> {
  switch (state) {
    case 'sent':
      // Since the message was claimed, `after` says when.
      return { state: why === null ? 'done' : 'maybe', at: after.toISOString() }
    case 'due':
    case 'sending':
      return { state: 'waiting', at: null }
    case 'gaveUp':
      return { state: why === REFUSED_BY_PERSON ? 'notAgreed' : 'refused', at: after.toISOString() }
    case 'none':
      return { state: NOT_SENT[why ?? ''] ?? 'overtaken', at: null }
  }
}
