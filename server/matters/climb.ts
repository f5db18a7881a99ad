/**
 * A matter that nobody accepted climbs: some working hours after the time to accept the station's desk has it. What is
 * due follows from the matters alone (ADR 0013).
 */
import type { Types } from 'mongoose'
import { writeOnVersion, type Update } from '../conditionalWrite'
import { AppError } from '../errors'
import { assigneeOf, offerTo, refTo, roundOf } from './assignment'
import type { Change, RoutingDeps } from './change'
import { dated, deskDeadline, inHandsOf } from './clocks'
import { kindOf } from './kind'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { overdueMatters } from './pages'
import { readMatter } from './questions'
import { routeAgain } from './reassign'
import type { RoutingAnswer } from './route'
import { writtenBySystem } from './system'

const WHY = '过了接办时间没人接，转给派出所值班'

const LATE_FIELDS = ['kind', 'status', 'open', 'assignee', 'acceptBy'] as const
type Late = Pick<StoredMatter, (typeof LATE_FIELDS)[number]>

/**
 * Gives every matter that is due for it to the station's desk: one conditional update each, so the function may be run
 * at any time, again after an interruption, and by several processes at once. Whoever accepts at the same moment is
 * either first, and the matter stays, or second, and is told who has it.
 * @returns how many matters the desk got
 */
export async function climbToDesk(deps: RoutingDeps): Promise<number> {
  const now = deps.now()
  let climbed = 0
  for await (const page of overdueMatters(now, LATE_FIELDS)) {
    for (const late of page) if (isDue(late, now, deps) && await climb(late._id, deps)) climbed++
  }
  return climbed
}

/** Nobody accepted in time, the desk's turn has come, and no desk has the matter yet. @param now ms since 1970 */
function isDue(matter: Late, now: number, deps: RoutingDeps): boolean {
  const { open, status, acceptBy, assignee } = matter
  if (!open || acceptBy === null || status !== kindOf(matter).table.initial || assignee.kind === 'desk') return false
  const from = deskDeadline(acceptBy.getTime(), deps)
  return from !== null && from <= now
}

/** Where no desk can take the matter, it stays where it is, and the chief is told all the same. */
async function climb(id: Types.ObjectId, deps: RoutingDeps): Promise<boolean> {
  try {
    const done = await writeOnVersion<StoredMatter>(Matter, () => readMatter(id), current => updateOf(current, deps))
    return done?.written ?? false
  } catch (error) {
    if (error instanceof AppError && (error.code === 'noOtherCandidate' || error.code === 'changedMeanwhile'))
      return false
    throw error
  }
}

async function updateOf(current: StoredMatter, deps: RoutingDeps): Promise<Update<StoredMatter> | null> {
  const now = deps.now()
  if (!isDue(current, now, deps)) return null
  const answer = await routeAgain(current, now, deps, { deskFirst: true })
  return writtenBySystem(current, 'climb', toDesk(current, answer, now, deps), now, deps)
}

/**
 * The desk has the matter, the backups may still take it, and the one who was late may not. The time to accept stays
 * the one that has run out: the chief's turn is counted from there.
 */
function toDesk(current: StoredMatter, { chosen, steps }: RoutingAnswer, now: number, deps: RoutingDeps): Change {
  const late = current.assignee.person
  const others = current.offeredTo.filter(({ person }) => !person.equals(late) && String(person) !== chosen.id)
  return {
    status: current.status,
    set: {
      assignee: assigneeOf(chosen),
      offeredTo: [offerTo(chosen.id, now), ...others],
      handsetAt: null,
      ...dated(inHandsOf(chosen.noSignal, current.clock, now), deps)
    },
    push: { routing: [roundOf('overdue', steps, now)] },
    entry: { text: WHY, assignee: refTo(chosen) }
  }
}
