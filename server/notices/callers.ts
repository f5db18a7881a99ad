/** Finds for each call the one person who makes it, and takes calls back that nobody has to make any more. */
import type { Types } from 'mongoose'
import { dayOf, isWithin } from '../../src/contract/day'
import type { StoredMatter } from '../matters/matterFields'
import { readMatter } from '../matters/questions'
import { Person } from '../people/model'
import { responsibilitiesOf } from '../people/responsible'
import { herPhoneOf } from './herPhone'
import type { NoticeDeps } from './noticeDeps'
import { isUntrue } from './overtaken'
import { PhoneNotice, type StoredPhoneNotice } from './phoneModel'
import { noticeOf, writeNotices } from './write'

/** More calls than are open at any time. */
const CALLS_MOST = 1000
const DESK_MOST = 100

/** What remains to be true of a call: its time is not over, and she has no account by now. */
export function isCallOver(notice: StoredPhoneNotice, matter: StoredMatter | null, now: number): boolean {
  if (!matter) return true
  // A call on the morning of the visit is of use: it names the day.
  const event = notice.event === 'visitTomorrow' ? 'visitSet' : notice.event
  return isUntrue({ ...notice, event }, matter, now)
}

/**
 * Looks after every call that is due: the agent of the village makes it, else the assignee; after too many attempts the
 * desk. Who makes it follows the roster of the day, and is always one person.
 * @param onlyNew only the calls that nobody has been given yet: enough right after a move
 * @returns whether anybody was told of a call
 */
export async function settleCalls(deps: NoticeDeps, { onlyNew = false } = {}): Promise<boolean> {
  const due = await PhoneNotice.find({ 'call.state': 'due', ...(onlyNew && { 'call.caller': null }) }).sort({ _id: 1 }).limit(CALLS_MOST)
    .lean<StoredPhoneNotice[]>()
  const agents: Agents = new Map()
  let told = false
  for (const notice of due) {
    try {
      if (await settleCall(notice, agents, deps)) told = true
    } catch (error) {
      // One matter that can't be opened must not keep the others from being told.
      deps.log.error({ err: error, notice: notice._id }, 'a call could not be given out')
    }
  }
  return told
}

/** @returns whether somebody was told of the call */
async function settleCall(
  notice: StoredPhoneNotice, agents: Agents, deps: NoticeDeps
): Promise<boolean> {
  const matter = await readMatter(notice.matter)
  const why = await reasonToEnd(notice, matter, deps)
  if (why === null) return give(notice, matter!, agents, deps)
  await end(notice, why)
  return false
}

async function reasonToEnd(
  notice: StoredPhoneNotice, matter: StoredMatter | null, deps: NoticeDeps
): Promise<string | null> {
  if (!matter || isCallOver(notice, matter, deps.now())) return 'overtaken'
  const her = await herPhoneOf(matter, deps)
  return her.kind === 'number' ? null : her.kind === 'account' ? 'account' : 'noPhone'
}

async function end({ _id }: StoredPhoneNotice, why: string): Promise<void> {
  await PhoneNotice.updateOne({ _id, 'call.state': 'due' }, { $set: { 'call.state': 'ended', 'call.why': why } })
}

/** @returns whether another person than before has to call, and was told */
async function give(
  notice: StoredPhoneNotice, matter: StoredMatter, agents: Agents, deps: NoticeDeps
): Promise<boolean> {
  const { _id, call, event, at } = notice
  const caller = await callerOf(notice, matter, agents, deps)
  if (caller === null || call.caller?.equals(caller)) return false
  const given = await PhoneNotice.updateOne(
    { _id, 'call.state': 'due', 'call.caller': call.caller, 'call.tries': call.tries },
    { $set: { 'call.caller': caller } }
  )
  if (given.modifiedCount === 0) return false
  await writeNotices([noticeOf({
    person: caller, side: 'staff', matter: matter._id, once: `call:${event}:${at.getTime()}`, event: 'toCall',
    entry: null, at: new Date(deps.now())
  }, deps)])
  return true
}

async function callerOf(
  { call }: StoredPhoneNotice, matter: StoredMatter, agents: Agents, deps: NoticeDeps
): Promise<Types.ObjectId | null> {
  const { villageCode, assignee } = matter
  const day = dayOf(deps.now())
  if (call.desk) return callerAtDesk(matter, day)
  if (!agents.has(villageCode)) agents.set(villageCode, await agentsOf(villageCode, day, deps))
  const agent = agents.get(villageCode)!.find(one => mayCall(one, matter))
  if (agent) return agent._id
  const stands = await Person.findOne({ _id: assignee.person, active: true, deletedAt: null }).select({ _id: 1 }).lean()
  return stands ? stands._id : callerAtDesk(matter, day)
}

/** The agents of each village who are at work, in order. */
type Agents = Map<string, Staff[]>
type Staff = { _id: Types.ObjectId; phoneIndex: string }

/** Neither somebody whom the matter concerns, nor somebody who gave it back or of whom somebody complained. */
function mayCall({ _id, phoneIndex }: Staff, { concerns, handedBackBy }: StoredMatter): boolean {
  return !concerns.includes(String(_id)) && !concerns.includes(phoneIndex) &&
    !handedBackBy.some(person => person.equals(_id))
}

async function agentsOf(villageCode: string, day: string, { fields }: NoticeDeps): Promise<Staff[]> {
  const named = await responsibilitiesOf(villageCode, day, fields)
  return named
    .filter(({ kind, inDates, onLeave, person }) =>
      kind === 'agent' && inDates && !onLeave && person.active && person.roles.includes('agent'))
    .sort((one, other) => one.order - other.order)
    .map(({ person: { _id, phoneIndex } }) => ({ _id, phoneIndex }))
}

/**
 * One of the desk who is at work: a dispatcher, else the chief. Read from the database, as the agents are, because the
 * caller is shown the number: rights are not judged by the roster in memory.
 */
async function callerAtDesk(matter: StoredMatter, day: string): Promise<Types.ObjectId | null> {
  const { stationCode } = matter
  const found = await Person.find({ stationCode, active: true, roles: { $in: ['dispatcher', 'chief'] } })
    .select({ roles: 1, leave: 1, phoneIndex: 1 }).sort({ _id: 1 }).limit(DESK_MOST).lean()
  const atWork = found.filter(one => !one.leave.some(span => isWithin(day, span)) && mayCall(one, matter))
  return (atWork.find(({ roles }) => roles.includes('dispatcher')) ?? atWork[0])?._id ?? null
}
