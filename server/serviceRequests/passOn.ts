import { ANSWERING_ROLES } from '../../src/contract/roles'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { Person } from '../people/model'
import { assignTo, roundOf } from './assignment'
import { ServiceRequest, type ServiceRequestDoc } from './model'
import { reassigned, routeAgain } from './moves/answering'
import type { RoutingAnswer } from './route'
import { recordEntry } from './sealing'

export type PassOnDeps = Pick<Deps, 'settings' | 'calendar' | 'now' | 'fields'>

const BATCH = 100
const TRIES = 5
const ASSIGNEES_MOST = 10_000
const WHY = '原办理人已离岗'

/**
 * Whatever is open with somebody who has left, or answers no more, goes to the next in order: one conditional update each.
 * It looks for what has to be passed on, not for who has just left, so it may be run at any time, again after it was cut off,
 * and by several processes at once.
 * @returns how many were passed on
 */
export async function passOnStranded(deps: PassOnDeps): Promise<number> {
  const assignees = (await ServiceRequest.distinct('assignee.person', { open: true })).map(String)
  const able = await Person.find({ _id: { $in: assignees }, active: true, roles: { $in: [...ANSWERING_ROLES] } })
    .select({ _id: 1 }).limit(ASSIGNEES_MOST).lean()
  const still = new Set(able.map(({ _id }) => String(_id)))
  let passed = 0
  for (const gone of assignees.filter(id => !still.has(id))) passed += await passOnAllOf(gone, deps)
  return passed
}

async function passOnAllOf(gone: string, deps: PassOnDeps): Promise<number> {
  let passed = 0
  let after: unknown
  for (;;) {
    const batch = await ServiceRequest.find({
      'offeredTo.person': gone, open: true, 'assignee.person': gone, ...(after !== undefined && { _id: { $gt: after } })
    }).select({ _id: 1 }).sort({ _id: 1 }).limit(BATCH).lean()
    for (const { _id } of batch) if (await passOn(String(_id), gone, deps)) passed++
    if (batch.length < BATCH) return passed
    after = batch.at(-1)!._id
  }
}

/** Worked out anew when somebody else wrote in between; over when it is no longer his. */
async function passOn(id: string, gone: string, deps: PassOnDeps): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const current = await ServiceRequest.findById(id)
    if (!current?.open || String(current.assignee.person) !== gone) return false
    const now = deps.now()
    const answer = await routeAgain(current, { now, deps }).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    // Nobody at all can take it: it stays where it is until the roster has somebody again.
    if (!answer) return false
    const { modifiedCount } = await ServiceRequest.updateOne({ _id: id, version: current.version }, await updateOf(current, answer, now, deps))
    if (modifiedCount === 1) return true
  }
  return false
}

/** Before anybody was there it is assigned anew; what is under way goes on in other hands, and the papers stay where they are written down. */
async function updateOf(current: ServiceRequestDoc, answer: RoutingAnswer, now: number, deps: PassOnDeps): Promise<object> {
  const anew = ['assigned', 'accepted', 'scheduled'].includes(current.status)
  const { status, set, push, entry } = anew ? reassigned(current, answer, 'reassign', { now, deps }, WHY) : inOtherHands(current, answer, now, deps)
  const { person, name, kind } = current.assignee
  const told = {
    action: 'reassign', status, at: new Date(now), phoneTime: null, relation: 'staff', by: { person: String(person), name }, papers: [], ...entry
  }
  const place = { document: String(current._id), index: current.timeline.length }
  return {
    $set: { status, auditPending: true, ...set },
    $push: { ...push, timeline: await recordEntry(deps.fields, told, place, kind === 'agent' ? 'agent' : 'officer') },
    $inc: { version: 1 }
  }
}

function inOtherHands(current: ServiceRequestDoc, { chosen, steps }: RoutingAnswer, now: number, deps: PassOnDeps): ReturnType<typeof reassigned> {
  const { assignee, offeredTo } = assignTo(chosen, [], now, current.precedence === 0, deps)
  return {
    status: current.status,
    set: { assignee, offeredTo, handsetAt: null },
    push: { routing: roundOf('reassign', steps, now) },
    entry: { text: WHY, assignee: { person: chosen.id, name: chosen.name } }
  }
}
