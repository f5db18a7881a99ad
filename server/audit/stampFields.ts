import { Schema } from 'mongoose'
import { ROLES, type Role } from '../../src/contract/roles'

/** What makes a timeline entry the record of its act (stamp.ts). */
export interface Stamp {
  /** Id of the entry's copy in the chain. */
  id: string
  /** The role in which the person acted; `system` where no person did. */
  role: Role | 'system'
  /** HMAC over the whole entry and its position. */
  digest: string
}

/** The field `audit` of the timeline entries of every audited model. */
export const auditStamp = new Schema({
  id: { type: String, required: true },
  role: { type: String, enum: [...ROLES, 'system'], required: true },
  digest: { type: String, required: true }
}, { _id: false })
