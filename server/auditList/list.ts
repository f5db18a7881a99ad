import type { AuditEntryView } from '../../src/contract/audit'
import type { Page } from '../../src/contract/serviceRequestViews'
import { afterCursor, cutPage, readCursor, type SortKey } from '../cursor'
import { AppError } from '../errors'
import { Person } from '../people/model'
import type { Viewer } from '../people/viewer'
import { instantOf, nextDay } from '../../src/contract/day'
import { AuditEntry, type AuditEntryFields } from '../audit/model'
import { presentAuditEntry } from './presenter'

export interface AuditQuestion {
  /** Id of the document that was viewed or changed. */
  subject?: string | undefined
  station?: string | undefined
  /** First and last day in Shanghai, YYYY-MM-DD, both included. */
  from?: string | undefined
  to?: string | undefined
  cursor?: string | undefined
  limit: number
}

const NEWEST: readonly SortKey[] = [
  { field: 'at', direction: -1, kind: 'date' },
  { field: '_id', direction: -1, kind: 'text' }
]

/**
 * One page of the audit, newest first: every station's for the district's admins, only the own station's for a chief.
 * @throws AppError forbidden (a chief who asks for another station or has none), cursorInvalid
 */
export async function listAudit(question: AuditQuestion, viewer: Viewer): Promise<Page<AuditEntryView>> {
  const { subject, cursor, limit } = question
  const station = stationFor(question.station, viewer)
  const found = await AuditEntry.find({
    ...(subject && { 'subject.id': subject }),
    ...(station && { station }),
    ...daysOf(question),
    ...(cursor && afterCursor(NEWEST, readCursor(NEWEST, cursor)))
  }).sort({ at: -1, _id: -1 }).limit(limit + 1).lean<AuditEntryFields[]>()
  const { rows, nextCursor } = cutPage(NEWEST, found, limit)
  const names = await namesOf(rows)
  return { items: rows.map(row => presentAuditEntry(row, names)), nextCursor }
}

function stationFor(asked: string | undefined, viewer: Viewer): string | undefined {
  if (viewer.roles.includes('admin')) return asked
  if (viewer.stationCode === null || (asked !== undefined && asked !== viewer.stationCode)) {
    throw new AppError('forbidden', { message: '只能看自己派出所的记录。' })
  }
  return viewer.stationCode
}

function daysOf({ from, to }: AuditQuestion): object {
  if (!from && !to) return {}
  return {
    at: { ...(from && { $gte: new Date(instantOf(from)) }), ...(to && { $lt: new Date(instantOf(nextDay(to))) }) }
  }
}

async function namesOf(rows: readonly AuditEntryFields[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ actor }) => actor.id))].filter(id => /^[0-9a-f]{24}$/.test(id))
  const people = await Person.find({ _id: { $in: ids } }, { name: 1 }).lean()
  return new Map(people.map(({ _id, name }) => [String(_id), name]))
}
