import { ANSWERING_ROLES } from '../../src/contract/roles'
import { writeOnVersion } from '../conditionalWrite'
import { AppError } from '../errors'
import { Person } from '../people/model'
import { assigneeOf, offerTo, refTo, roundOf } from './assignment'
import type { Change, RoutingDeps } from './change'
import { dated, inHandsOf } from './clocks'
import { deadlineOf, kindOf } from './kind'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { inOrderOfIds } from './pages'
import { openWith, readMatter } from './questions'
import { reassigned, routeAgain, type Passing } from './reassign'
import { isSearching } from './search'
import { writtenBySystem } from './system'

const ASSIGNEES_MOST = 10_000
const WHY = '原办理人已离岗'

/**
 * Passes on every open matter whose assignee has left or has no role that answers any more, to the next person in the
 * routing order: one conditional update each. The function looks for matters to be passed on, not for people who have
 * just left, so it may be run at any time, again after an interruption, and by several processes at once.
 * @returns how many matters were passed on
 */
export async function passOnStranded(deps: RoutingDeps): Promise<number> {
  await deps.ground.refresh()
  const assignees = (await Matter.distinct('assignee.person', { open: true })).map(String)
  const able = await Person.find({ _id: { $in: assignees }, active: true, roles: { $in: [...ANSWERING_ROLES] } })
    .select({ _id: 1 }).limit(ASSIGNEES_MOST).lean()
  const still = new Set(able.map(({ _id }) => String(_id)))
  let passed = 0
  for (const gone of assignees.filter(id => !still.has(id))) passed += await passOnAllOf(gone, deps)
  return passed
}

async function passOnAllOf(gone: string, deps: RoutingDeps): Promise<number> {
  let passed = 0
  for await (const page of inOrderOfIds(openWith(gone), [])) {
    for (const { _id } of page) if (await passOn(_id, gone, deps)) passed++
  }
  return passed
}

/** A matter that nobody at all can take keeps its assignee until the roster has a candidate again. */
async function passOn(id: StoredMatter['_id'], gone: string, deps: RoutingDeps): Promise<boolean> {
  const isStranded = ({ open, assignee }: StoredMatter): boolean => open && String(assignee.person) === gone
  try {
    const done = await writeOnVersion<StoredMatter>(
      Matter, () => readMatter(id), async current => isStranded(current) ? updateOf(current, deps) : null
    )
    return done?.written ?? false
  } catch (error) {
    if (error instanceof AppError && (error.code === 'noOtherCandidate' || error.code === 'changedMeanwhile'))
      return false
    throw error
  }
}

/**
 * A matter on which nobody has started is assigned anew; a matter under way keeps its status with the new assignee, and
 * held papers stay recorded with the person who holds them.
 */
async function updateOf(current: StoredMatter, deps: RoutingDeps) {
  const now = deps.now()
  const passing: Passing = { answer: await routeAgain(current, now, deps), cause: 'reassign', text: WHY }
  const anew = kindOf(current).table.notBegun.includes(current.status)
  const change = anew ? reassigned(current, passing, { now, deps }) : inOtherHands(current, passing, now, deps)
  return writtenBySystem(current, 'reassign', change, now, deps)
}

function inOtherHands(current: StoredMatter, { answer, cause, text }: Passing, now: number, deps: RoutingDeps): Change {
  const promised = dated(inHandsOf(answer.chosen.noSignal, current.clock, now), deps)
  return {
    status: current.status,
    set: {
      assignee: assigneeOf(answer.chosen),
      offeredTo: [offerTo(answer.chosen.id, now)],
      handsetAt: null,
      ...promised,
      ...(!isSearching(current) && { dueAt: deadlineOf({ ...current, ...promised }, deps) })
    },
    push: { routing: [roundOf(cause, answer.steps, now)] },
    entry: { text, assignee: refTo(answer.chosen) }
  }
}
