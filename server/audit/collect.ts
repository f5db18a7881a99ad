import type { AuditInput, ChainWriter, OnceInput } from './append'
import { AuditEntry } from './model'
import { documentsOf, TIMELINES, type Audited, type StampedEntry } from './timelines'

const BATCH = 50

/**
 * Copies to the chains every timeline entry that isn't there yet: document by document in the order of ids, those that say
 * `auditPending`. Killed, repeated or run by several processes at once it copies each entry once.
 * @returns how many documents could not be done
 * @throws what the database throws when it can't be read
 */
export async function collectPending(writer: ChainWriter, onFault: (error: unknown) => void): Promise<number> {
  let failures = 0
  for (const kind of TIMELINES) {
    let after: unknown
    for (;;) {
      const filter = { auditPending: true, ...(after !== undefined && { _id: { $gt: after } }) } as object
      const batch = await documentsOf(kind).find(filter).sort({ _id: 1 }).limit(BATCH)
        .project<Audited>({ timeline: 1, version: 1, stationCode: 1 }).toArray()
      const done = await Promise.allSettled(batch.map(document => collectDocument(kind, document, writer)))
      for (const one of done) if (one.status === 'rejected') { failures++; onFault(one.reason) }
      if (batch.length < BATCH) break
      after = batch.at(-1)!._id
    }
  }
  return failures
}

async function collectDocument(kind: (typeof TIMELINES)[number], document: Audited, writer: ChainWriter): Promise<void> {
  const stamped = document.timeline.filter(entry => entry.audit != null)
  const copied = await AuditEntry.find({ once: { $in: stamped.map(entry => entry.audit!.id) } }, { once: 1 }).lean()
  const known = new Set(copied.map(({ once }) => once))
  const missing = stamped.filter(entry => !known.has(entry.audit!.id))
  await Promise.all(missing.map(entry => writer.append(copyOf(kind, document, entry))))
  // Somebody may have made a move since: then its entry is still to be copied.
  await documentsOf(kind).updateOne({ _id: document._id, version: document.version } as object, { $set: { auditPending: false } })
}

function copyOf(kind: string, { _id, stationCode }: Audited, entry: StampedEntry): OnceInput {
  const { id, role, digest } = entry.audit!
  return {
    station: stationCode, once: id, at: entry.at, act: 'changed', digest,
    actor: { id: String(entry.by.person), role: role as AuditInput['actor']['role'], relation: entry.relation },
    subject: { kind, id: String(_id) }, fields: ['timeline'], detail: { action: entry.action, status: entry.status }
  }
}
