import type { AuditedCollection } from '../audit/audited'
import { allKinds, kindOf } from './kind'
import { Matter } from './model'
import { openEntry } from './sealing'

/** Matters of every kind carry a timeline that is the record of what was done: the audit reads and checks it. */
export const AUDITED_MATTERS: AuditedCollection = {
  collection: () => Matter.collection,
  subjectOf: document => kindOf({ kind: String(document.kind) }).subject,
  subjects: () => allKinds().map(({ subject }) => subject),
  open: openEntry
}
