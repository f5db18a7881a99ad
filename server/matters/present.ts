/** What the presenters of all kinds share: the parts of a matter as the API sends them. */
import { isSameDay } from '../../src/contract/day'
import type {
  Appointment,
  Assignee,
  RoutingRound,
  RoutingStep,
  TimelineEntry
} from '../../src/contract/serviceRequestViews'
import { kindOf } from './kind'
import type { PersonRef, StoredAssignee, StoredEntry, StoredMatter, StoredRound, StoredWindow } from './matterFields'

/** An instant as the API sends it; null stays null. */
export function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null
}

/** A person as timelines name people. */
export function presentRef({ person, name }: PersonRef): { id: string; name: string } {
  return { id: String(person), name }
}

/** A promised window of time; null where nothing is promised. */
export function presentWindow(window: StoredWindow | null): Appointment | null {
  return window && { start: window.start.toISOString(), end: window.end.toISOString() }
}

/** The assignee, and in which capacity. */
export function presentAssignee(assignee: StoredAssignee): Assignee {
  const { phone, rank, level, kind } = assignee
  return { ...presentRef(assignee), phone, rank, level, kind }
}

/** One step of a routing. */
export function presentStep({ level, person, outcome }: StoredRound['steps'][number]): RoutingStep {
  return { level, person: person && presentRef(person), outcome }
}

/** Every routing of a matter, the first one first. */
export function presentRouting(rounds: readonly StoredRound[]): RoutingRound[] {
  return rounds.map(({ at, cause, steps }) => ({ at: at.toISOString(), cause, steps: steps.map(presentStep) }))
}

/** What is left out of a timeline entry for a viewer. */
export interface Withheld {
  /** The text and the photos. */
  words: boolean
  papers: boolean
}

/** An entry of a timeline whose text has been opened. */
export function presentEntry<Status extends string, Action extends string>(
  entry: StoredEntry<Status, Action>, withheld: Withheld
): Omit<TimelineEntry, 'action' | 'status' | 'search'> & Pick<StoredEntry<Status, Action>, 'action' | 'status'> {
  return {
    id: String(entry._id),
    action: entry.action,
    status: entry.status,
    at: entry.at.toISOString(),
    phoneTime: iso(entry.phoneTime),
    by: { ...presentRef(entry.by), relation: entry.relation },
    text: withheld.words ? null : entry.text,
    assignee: entry.assignee && presentRef(entry.assignee),
    appointment: presentWindow(entry.appointment),
    papers: withheld.papers ? [] : entry.papers,
    photos: withheld.words ? [] : (entry.photos ?? []).map(String),
    received: entry.received ?? null
  }
}

type Clocked = Pick<StoredMatter, 'kind' | 'status' | 'open' | 'waitingOn' | 'acceptBy' | 'dueAt' | 'precedence'>

/**
 * 3 a deadline has passed, 2 special group, 1 due today, 0 otherwise; while the resident owes something no clock runs.
 * @param now ms since 1970
 */
export function urgencyOf(stored: Clocked, now: number): 0 | 1 | 2 | 3 {
  const running = stored.open && stored.waitingOn !== 'resident'
  // A matter without a deadline to accept stands first in the inbox but is not late.
  const deadline =
    stored.status === kindOf(stored).table.initial ? (stored.acceptBy?.getTime() ?? Infinity) : stored.dueAt.getTime()
  if (running && deadline < now) return 3
  if (stored.open && stored.precedence === 0) return 2
  return running && deadline !== Infinity && isSameDay(deadline, now) ? 1 : 0
}
