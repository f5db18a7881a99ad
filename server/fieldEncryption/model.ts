import { Schema, model, type InferSchemaType } from 'mongoose'

/**
 * A data key, wrapped by a master key that is stored in no database. `version` counts the keys of a purpose. Values are
 * sealed with the newest key of a cipher; keyed hashes always use version 1.
 */
const dataKeySchema = new Schema({
  _id: { type: String, required: true },
  purpose: { type: String, required: true },
  version: { type: Number, required: true, min: 1 },
  cipher: { type: String, enum: ['aes-256-gcm', 'sm4-cbc-hmac-sm3'], required: true },
  /** The name of the master key that wraps this key. */
  masterKey: { type: String, required: true },
  wrapped: { type: String, required: true },
  createdAt: { type: Date, required: true },
  /**
   * The time at which all values sealed by older keys of the purpose had been sealed anew with this key; null until
   * then.
   */
  settledAt: { type: Date, default: null }
}, { collection: 'dataKeys', strict: 'throw', autoIndex: false, versionKey: false })
dataKeySchema.index({ purpose: 1, version: -1 }, { unique: true })
dataKeySchema.index({ masterKey: 1 })

export const DataKeyModel = model('DataKey', dataKeySchema)
export type DataKeyFields = InferSchemaType<typeof dataKeySchema>
