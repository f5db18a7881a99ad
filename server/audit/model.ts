import { Schema, model, type InferSchemaType } from 'mongoose'
import { AUDIT_ACTS } from '../../src/contract/audit'
import { ROLES } from '../../src/contract/roles'

const bare = { _id: false } as const
const text = { type: String, required: true } as const
const actor = new Schema(
  {
    id: text,
    role: { type: String, enum: [...ROLES, 'system'], required: true },
    relation: { type: String, default: null }
  },
  bare
)
const subject = new Schema({ kind: text, id: text }, bare)
/** Codes and counts only: a text typed by a person does not fit in. */
const detail = new Schema(
  {
    action: { type: String, default: null },
    status: { type: String, default: null },
    count: { type: Number, default: null }
  },
  bare
)

/**
 * One entry of a station's chain; added, never changed. `_id` is made of station and number, so the order by `_id` is
 * the order of the chain. The links between entries are described in chain.ts.
 */
const entrySchema = new Schema({
  _id: text,
  station: text,
  seq: { type: Number, required: true, min: 1 },
  /** Unique: the id of a timeline entry's stamp, `opened:<station>`, or a random id. */
  once: text,
  at: { type: Date, required: true },
  actor: { type: actor, required: true },
  act: { type: String, enum: AUDIT_ACTS, required: true },
  subject: { type: subject, required: true },
  fields: { type: [String], required: true },
  detail: { type: detail, required: true },
  /** Stamp of the timeline entry that this entry copies; null for an entry that copies none. */
  digest: { type: String, default: null },
  prevHash: text,
  hash: text,
  mac: text
}, { collection: 'auditEntries', strict: 'throw', autoIndex: false, versionKey: false })
entrySchema.index({ station: 1, seq: -1 }, { unique: true })
entrySchema.index({ once: 1 }, { unique: true })
entrySchema.index({ at: -1, _id: -1 })
entrySchema.index({ station: 1, at: -1, _id: -1 })
entrySchema.index({ 'subject.id': 1, at: -1, _id: -1 })

/** Where a station's chain ends, so that entries cut off at the end are noticed. `_id` is the station. */
const headSchema = new Schema({
  _id: text, seq: { type: Number, required: true }, hash: text, mac: text
}, { collection: 'auditHeads', strict: 'throw', autoIndex: false, versionKey: false })

export const AuditEntry = model('AuditEntry', entrySchema)
export type AuditEntryFields = InferSchemaType<typeof entrySchema>
export const AuditHead = model('AuditHead', headSchema)
export type AuditHeadFields = InferSchemaType<typeof headSchema>
