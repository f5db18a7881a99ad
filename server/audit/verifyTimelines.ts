import mongoose from 'mongoose'
import type { Keyring } from '../fieldEncryption/keyring'
import { MAC_USE, sameCode } from './chain'
import type { AuditFault, ReportFault } from './fault'
import { AuditEntry, type AuditEntryFields } from './model'
import { digestOf, type EntryPlace } from './stamp'
import {
  auditedCollections,
  batchesOf,
  toldBy,
  type Audited,
  type AuditedCollection,
  type StampedEntry
} from './audited'

const BATCH = 200

/** Checks that every chain entry that copies a timeline entry finds that entry in the timeline, unchanged. */
export async function checkCopies(
  entries: readonly AuditEntryFields[],
  fields: Keyring,
  report: ReportFault
): Promise<void> {
  const copies = entries.filter(entry => entry.digest != null)
  const timelines = await timelinesOf(copies)
  for (const copy of copies) {
    const id = copy.subject?.id
    const told = timelines.get(id)
    const index = told?.timeline.findIndex(entry => entry?.audit?.id === copy.once) ?? -1
    const entry = told?.timeline[index]
    if (
      told &&
      entry &&
      (await isStamped(entry, { audited: told.audited, document: id, index }, fields)) &&
      entry.audit!.digest === copy.digest
    )
      continue
    const what = entry
      ? `the timeline of ${id} tells it otherwise: changed there`
      : `the timeline of ${id} doesn’t tell it: removed there`
    if (!(await wasErased(id))) report({ station: copy.station, seq: copy.seq, what })
  }
}

/**
 * Checks that every timeline entry is in a chain.
 * @returns how many are still to be copied
 */
export async function checkDocuments(fields: Keyring, report: ReportFault): Promise<number> {
  let waiting = 0
  for (const audited of auditedCollections()) {
    for await (const batch of batchesOf(audited, {}, BATCH)) {
      const copied = await copiedOf(batch)
      for (const document of batch) waiting += await checkDocument(audited, document, copied, fields, report)
    }
  }
  return waiting
}

async function checkDocument(
  audited: AuditedCollection,
  { _id, stationCode, timeline, auditPending }: Audited,
  copied: Set<string>,
  fields: Keyring,
  report: ReportFault
): Promise<number> {
  const document = String(_id)
  const fault = (what: string): AuditFault => ({
    station: stationCode,
    seq: null,
    what: `the timeline of ${document}: ${what}`
  })
  const left = entriesOf(timeline)
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => !copied.has(entry?.audit?.id ?? ''))
  let waiting = 0
  for (const { entry, index } of left) {
    if (!(await isStamped(entry, { audited, document, index }, fields))) {
      if (!(await wasErased(document))) report(fault(`entry ${index + 1} isn’t as it was written: changed or inserted`))
    } else if (auditPending) waiting++
    else report(fault(`entry ${index + 1} isn’t in the chain: removed there`))
  }
  return waiting
}

interface Where extends EntryPlace {
  audited: AuditedCollection
}

async function isStamped(entry: StampedEntry | null, { audited, ...place }: Where, fields: Keyring): Promise<boolean> {
  const told = entry?.audit != null ? await toldBy(audited, place.document, entry, fields) : null
  return told?.audit != null && sameCode(told.audit.digest, digestOf(told, place, await fields.macKey(MAC_USE)))
}

interface Told {
  audited: AuditedCollection
  timeline: Array<StampedEntry | null>
}

async function timelinesOf(copies: readonly AuditEntryFields[]): Promise<Map<string, Told>> {
  const timelines = new Map<string, Told>()
  for (const audited of auditedCollections()) {
    const subjects = audited.subjects()
    const ids = [
      ...new Set(copies.filter(({ subject }) => subjects.includes(subject?.kind)).map(({ subject }) => subject.id))
    ]
      .filter(id => mongoose.isObjectIdOrHexString(id))
      .map(id => new mongoose.Types.ObjectId(id))
    const found = await audited.collection().find({ _id: { $in: ids } }).project<Audited>({ timeline: 1 }).toArray()
    for (const { _id, timeline } of found) timelines.set(String(_id), { audited, timeline: entriesOf(timeline) })
  }
  return timelines
}

async function copiedOf(batch: readonly Audited[]): Promise<Set<string>> {
  const ids = batch
    .flatMap(({ timeline }) => entriesOf(timeline))
    .map(entry => entry?.audit?.id)
    .filter(id => typeof id === 'string')
  const found = await AuditEntry.find({ once: { $in: ids } }, { once: 1 }).lean()
  return new Set(found.map(({ once }) => once))
}

/**
 * Entries deleted at their person's wish are gone from the timeline, too; that they were deleted is recorded in the
 * chain itself.
 */
async function wasErased(id: string): Promise<boolean> {
  return await AuditEntry.exists({ 'subject.id': String(id), act: 'erased' }) !== null
}

/** A manipulated document may hold any value in place of a timeline. */
function entriesOf(timeline: unknown): Array<StampedEntry | null> {
  if (!Array.isArray(timeline)) return []
  return timeline.map(entry => (typeof entry === 'object' ? entry as StampedEntry : null))
}
