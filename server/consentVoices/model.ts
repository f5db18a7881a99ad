import { Schema, model } from 'mongoose'
import { VOICE_TYPES } from '../../src/contract/consent'

/**
 * What somebody said when a relative asked for him: one recording to a matter, `_id` is the matter's. A voice tells
 * who one is, so the bytes are sealed; a minute of speech is small enough for one document, which comes and goes
 * whole.
 */
const consentVoiceSchema = new Schema({
  _id: { type: Schema.Types.ObjectId, required: true },
  type: { type: String, enum: VOICE_TYPES, required: true },
  seconds: { type: Number, required: true },
  /** base64. */
  voice: { type: String, required: true, sealed: true },
  at: { type: Date, required: true }
}, { collection: 'consentVoices', strict: 'throw', autoIndex: false, versionKey: false })

export const ConsentVoice = model('ConsentVoice', consentVoiceSchema)
