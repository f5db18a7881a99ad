/**
 * Every query of the collection of all matters, in one place: each question names the index that answers it (model.ts),
 * and the tests check with explain that the database uses that index.
 */
import { Types, type QueryFilter } from 'mongoose'
import { STATION_ROLES } from '../../src/contract/roles'
import type { SortKey } from '../cursor'
import { AppError } from '../errors'
import type { Viewer } from '../people/viewer'
import type { ResponsibilityKind } from '../../src/contract/person'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { FIRST_OF_ALL } from './search'

export type Filter<D extends StoredMatter = StoredMatter> = QueryFilter<D>

/**
 * A question: its filter, and the name of the index that answers it. The values have the types of the database, so that
 * the driver can be asked directly: mongoose's own part of a query takes as long as the rest of a short call.
 */
export interface Question<D extends StoredMatter = StoredMatter> {
  index: string
  filter: Filter<D>
}

/** The order of lists for the people whom a matter concerns. */
export const NEWEST_FIRST: readonly SortKey[] = [
  { field: 'createdAt', direction: -1, kind: 'date' }, { field: '_id', direction: -1, kind: 'id' }
]

/** The order of lists for staff: special groups, then the next deadline. */
export const MOST_URGENT_FIRST: readonly SortKey[] = [
  { field: 'precedence', direction: 1, kind: 'number' },
  { field: 'dueAt', direction: 1, kind: 'date' },
  { field: '_id', direction: 1, kind: 'id' }
]

/** The order by the next deadline. */
export const SOONEST_FIRST: readonly SortKey[] = [
  { field: 'dueAt', direction: 1, kind: 'date' }, { field: '_id', direction: 1, kind: 'id' }
]

/** The values by which a viewer is found among the people whom a matter concerns. */
export function ownKeysOf({ id, phoneIndex }: Pick<Viewer, 'id' | 'phoneIndex'>): string[] {
  return [id, phoneIndex]
}

/** Matters that the viewer asked for, or that somebody asked for the viewer. */
export function mine(viewer: Viewer): Question {
  return { index: 'mine', filter: { concerns: { $in: ownKeysOf(viewer) } } }
}

/**
 * Matters assigned to the viewer, or offered to the viewer while the viewer is named for the village or works at the
 * desk of its station.
 * @param named the villages for which the viewer is named today
 * @param now ms since 1970
 */
export function inbox(viewer: Viewer, named: Record<ResponsibilityKind, string[]>, now: number): Question {
  const atDesk = viewer.stationCode !== null && viewer.roles.some(role => STATION_ROLES.includes(role))
  const person = new Types.ObjectId(viewer.id)
  const stillOffered: Filter[] = [
    { 'assignee.person': person },
    ...(['agent', 'officer'] as const).map(kind => ({ answeredBy: kind, villageCode: { $in: named[kind] } })),
    ...(atDesk ? [{ stationCode: viewer.stationCode }] : [])
  ]
  return {
    index: 'inbox',
    filter: {
      'offeredTo.person': person,
      offeredTo: { $elemMatch: { person, from: { $lte: new Date(now) } } },
      concerns: { $nin: ownKeysOf(viewer) },
      $and: [{ $or: stillOffered }]
    }
  }
}

/** The matters of the viewer's station that do not concern the viewer. @throws AppError forbidden without a station */
export function ofStation(viewer: Viewer): Question {
  if (viewer.stationCode === null) throw new AppError('forbidden')
  return { index: 'station', filter: { stationCode: viewer.stationCode, concerns: { $nin: ownKeysOf(viewer) } } }
}

/** The order of papers that are out: by how long they have been out. */
export const LONGEST_OUT_FIRST: readonly SortKey[] = [
  { field: 'heldSince', direction: 1, kind: 'date' }, { field: '_id', direction: 1, kind: 'id' }
]

/**
 * The open matters of the viewer's station whose next deadline lies in a span of time; none of those that wait for the
 * resident. @param from, until ms since 1970; `from` null: every deadline before `until`
 */
export function dueAtStation(viewer: Viewer, from: number | null, until: number): Question {
  const dueAt = { ...(from !== null && { $gte: new Date(from) }), $lt: new Date(until) }
  return { index: 'stationDue', filter: { ...ofStation(viewer).filter, open: true, dueAt, waitingOn: null } }
}

/** The matters of the viewer's station, closed ones too, whose papers are with those who answer. */
export function papersOut(viewer: Viewer): Question {
  return { index: 'papersOut', filter: { ...ofStation(viewer).filter, heldSince: { $gt: new Date(0) } } }
}

/** The open matters of the viewer's station that the assignee's phone has not opened. */
export function unopened(viewer: Viewer): Question {
  return { index: 'unopened', filter: { ...ofStation(viewer).filter, open: true, handsetAt: null } }
}

/** The open matters of a village, which have to be handed over when the village gets another officer. */
export function openInVillage(villageCode: string): Question {
  return { index: 'village', filter: { villageCode, open: true } }
}

/** The open matters of an applicant. */
export function openOfApplicant(applicant: string): Question {
  return { index: 'applicant', filter: { 'applicant.person': new Types.ObjectId(applicant), open: true } }
}

/** The open matters of an assignee. */
export function openWith(assignee: string): Question {
  const person = new Types.ObjectId(assignee)
  return { index: 'inbox', filter: { 'offeredTo.person': person, open: true, 'assignee.person': person } }
}

/** The open matters past their next deadline. @param now ms since 1970 */
export function overdue(now: number): Question {
  return { index: 'overdue', filter: { open: true, dueAt: { $lt: new Date(now) } } }
}

/** The open matters in which a person is looked for: their deadline stands before every other. */
export function searches(): Question {
  return { index: 'overdue', filter: { open: true, dueAt: FIRST_OF_ALL } }
}

/** The open matters whose appointment begins in a span of time. ms since 1970, `until` not included. */
export function appointedBetween(from: number, until: number): Question {
  return {
    index: 'appointments', filter: { open: true, 'appointment.start': { $gte: new Date(from), $lt: new Date(until) } }
  }
}

/** The open matters whose next deadline lies in a span of time. ms since 1970, `until` not included. */
export function dueBetween(from: number, until: number): Question {
  return { index: 'overdue', filter: { open: true, dueAt: { $gte: new Date(from), $lt: new Date(until) } } }
}

/** The open matters whose promised end lies in a span of time. ms since 1970, `until` not included. */
export function promisedBetween(from: number, until: number): Question {
  return { index: 'promises', filter: { open: true, expectedBy: { $gte: new Date(from), $lt: new Date(until) } } }
}

/** The matters closed in a span of time that still hold personal data. ms since 1970, `until` not included. */
export function closedBetween(from: number, until: number): Question {
  return {
    index: 'retention', filter: { open: false, cutAt: null, closedAt: { $gte: new Date(from), $lt: new Date(until) } }
  }
}

/**
 * The open matters whose deadlines were worked out with another calendar or other working hours: two questions, one
 * for each side of the edition in the order of the index.
 */
export function openOfOtherEdition(edition: string): readonly [Question, Question] {
  return [
    { index: 'edition', filter: { open: true, 'clock.edition': { $lt: edition } } },
    { index: 'edition', filter: { open: true, 'clock.edition': { $gt: edition } } }
  ]
}

/** The matters closed before an instant (ms since 1970) that still hold personal data. */
export function closedUncut(before: number): Question {
  return { index: 'retention', filter: { open: false, cutAt: null, closedAt: { $lt: new Date(before) } } }
}

/** The matters with events that people have not been told yet. */
export function untold(): Question {
  return { index: 'tell', filter: { tellPending: true } }
}

/** The matter that a person created with an idempotency key. */
export function createdWith(person: string, key: string): Question {
  return { index: 'creation', filter: { 'creation.person': new Types.ObjectId(person), 'creation.key': key } }
}

/** One matter by its id; null where there is none. @param id 24 hexadecimal digits */
export function readMatter<D extends StoredMatter>(id: string | StoredMatter['_id']): Promise<D | null> {
  return Matter.collection.findOne<D>({ _id: new Types.ObjectId(String(id)) })
}
