import { Schema } from 'mongoose'
import { ROLES } from '../../src/contract/roles'

/** What makes a timeline entry the record of its act (stamp.ts); every audited model's timeline has it as `audit`. */
export const auditStamp = new Schema({
  id: { type: String, required: true },
  /** As what he acted: his role at the time. */
  role: { type: String, enum: ROLES, required: true },
  digest: { type: String, required: true }
}, { _id: false })
