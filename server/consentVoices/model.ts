import { Schema, model } from 'mongoose'
import { VOICE_TYPES } from '../../src/contract/consent'

/**
 * What a beneficiary said in the recording that a relative made: one recording per matter, `_id` is the id of the
 * matter. A voice identifies a person, so the bytes are sealed. A minute of speech fits into one document, which is
 * written and deleted as a whole.
 */
const consentVoiceSchema = new Schema({
  _id: { type: Schema.Types.ObjectId, required: true },
  type: { type: String, enum: VOICE_TYPES, required: true },
  seconds: { type: Number, required: true },
  /** The bytes as base64, sealed. */
  voice: { type: String, required: true, sealed: true },
  at: { type: Date, required: true }
}, { collection: 'consentVoices', strict: 'throw', autoIndex: false, versionKey: false })

export const ConsentVoice = model('ConsentVoice', consentVoiceSchema)
