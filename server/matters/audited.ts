import type { AuditedCollection } from '../audit/audited'
import { allKinds, kindOf } from './kind'
import { Matter } from './model'
import { openEntry } from './sealing'

/** Registers matters of every kind with the audit: their timeline is the record of every act. */
export const AUDITED_MATTERS: AuditedCollection = {
  collection: () => Matter.collection,
  subjectOf: document => kindOf({ kind: String(document.kind) }).subject,
  subjects: () => allKinds().map(({ subject }) => subject),
  open: openEntry
}
