import type { ChainWriter, OnceInput } from './append'
import { AuditEntry } from './model'
import { auditedCollections, batchesOf, type Audited, type AuditedCollection, type StampedEntry } from './audited'

const BATCH = 50

/**
 * Copies to the chains every timeline entry that is missing there: document by document in the order of ids, those
 * marked `auditPending`. Killed, repeated or run by several processes at once, the function copies each entry once.
 * @returns how many documents could not be copied
 * @throws what the database throws when it can't be read
 */
export async function collectPending(writer: ChainWriter, onFault: (error: unknown) => void): Promise<number> {
  let failures = 0
  for (const audited of auditedCollections()) {
    for await (const batch of batchesOf(audited, { auditPending: true }, BATCH))
      failures += await collectBatch(audited, batch, writer, onFault)
  }
  return failures
}

async function collectBatch(
  audited: AuditedCollection, batch: readonly Audited[], writer: ChainWriter, onFault: (error: unknown) => void
): Promise<number> {
  const stamps = batch.flatMap(({ timeline }) => timeline).flatMap(({ audit }) => (audit ? [audit.id] : []))
  const copied = await AuditEntry.find({ once: { $in: stamps } }, { once: 1 }).lean()
  const known = new Set(copied.map(({ once }) => once))
  const outcomes = await Promise.allSettled(batch.map(document => Promise.all(document.timeline
    .filter(({ audit }) => audit != null && !known.has(audit.id))
    .map(entry => writer.append(copyOf(audited.subjectOf(document), document, entry))))))
  for (const outcome of outcomes) if (outcome.status === 'rejected') onFault(outcome.reason)
  const done = batch.filter((_, index) => outcomes[index]!.status === 'fulfilled')
  // Somebody may have made a move in the meantime: the version then differs, and the new entry is still to be copied.
  if (done.length > 0) {
    await audited.collection().bulkWrite(done.map(({ _id, version }) =>
      ({ updateOne: { filter: { _id, version } as object, update: { $set: { auditPending: false } } } })))
  }
  return batch.length - done.length
}

function copyOf(subject: string, { _id, stationCode }: Audited, entry: StampedEntry): OnceInput {
  const { id, role, digest } = entry.audit!
  return {
    station: stationCode,
    once: id,
    at: entry.at,
    act: 'changed',
    digest,
    actor: { id: role === 'system' ? 'system' : String(entry.by.person), role, relation: entry.relation },
    subject: { kind: subject, id: String(_id) },
    fields: ['timeline'],
    detail: { action: entry.action, status: entry.status }
  }
}
