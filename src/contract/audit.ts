/** The audit as the API answers it: who viewed or changed what, never the content. */
import type { Role } from './roles'

/**
 * looked, exported: personal data was shown or handed out. erased: personal data was deleted. opened: a station's chain
 * begins.
 */
export const AUDIT_ACTS = ['looked', 'changed', 'exported', 'erased', 'opened'] as const
export type AuditAct = (typeof AUDIT_ACTS)[number]

/** One row of GET /audit. */
export interface AuditEntryView {
  /** Station code and number in its chain. */
  id: string
  station: string
  seq: number
  at: string
  act: AuditAct
  /** `name` as the roster has it now; null when the person has been deleted or the system acted. */
  actor: { id: string; name: string | null; role: Role | 'system'; relation: string | null }
  /** The document that was viewed or changed: a collection's name and a document's id. */
  subject: { kind: string; id: string }
  /** Fields that were viewed or exported. */
  fields: string[]
  /** For a move: its action and the status after it; for an export: the number of documents. */
  detail: { action: string | null; status: string | null; count: number | null }
}
