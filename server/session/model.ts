import { Schema, model, type InferSchemaType } from 'mongoose'
import { SESSION_CLIENTS, SESSION_DEVICES } from '../../src/contract/privacy'

/** The person to whom a WeChat account belongs. `_id` is the openid, so an account has at most one person. */
const bindingSchema = new Schema({
  _id: { type: String, required: true },
  person: { type: Schema.Types.ObjectId, required: true },
  boundAt: { type: Date, required: true }
}, { collection: 'wechatBindings', strict: 'throw', autoIndex: false })
bindingSchema.index({ person: 1 })

/** A running session. It is ended by deleting the document, which works at once on every process. */
const sessionSchema = new Schema({
  _id: { type: String, required: true },
  openid: { type: String, required: true },
  /** null while no phone is bound. */
  person: { type: Schema.Types.ObjectId, default: null },
  expiresAt: { type: Date, required: true },
  startedAt: { type: Date, required: true },
  client: { type: String, enum: SESSION_CLIENTS, required: true },
  device: { type: String, enum: SESSION_DEVICES, required: true },
  /** The day of the last call, YYYY-MM-DD in Shanghai. */
  seenOn: { type: String, required: true }
}, { collection: 'sessions', strict: 'throw', autoIndex: false })
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
sessionSchema.index({ person: 1 })

export const WechatBinding = model('WechatBinding', bindingSchema)
export const Session = model('Session', sessionSchema)
export type SessionFields = InferSchemaType<typeof sessionSchema>
