import type { AuditEntryView } from '../../src/contract/audit'
import type { AuditEntryFields } from '../audit/model'

/** @param names of the people by id; a person who is missing there has no name any more */
export function presentAuditEntry(stored: AuditEntryFields, names: ReadonlyMap<string, string>): AuditEntryView {
  const { actor, subject, detail } = stored
  return {
    id: stored._id,
    station: stored.station,
    seq: stored.seq,
    at: stored.at.toISOString(),
    act: stored.act,
    actor: { id: actor.id, name: names.get(actor.id) ?? null, role: actor.role, relation: actor.relation ?? null },
    subject: { kind: subject.kind, id: subject.id },
    fields: [...stored.fields],
    detail: { action: detail.action ?? null, status: detail.status ?? null, count: detail.count ?? null }
  }
}
