import { Schema, model } from 'mongoose'
import { VOICE_TYPES } from '../../src/contract/consent'

/**
 * What a beneficiary said in a recording that a relative made. The bytes of a document never change: another recording
 * is another document, so that what was heard can't be replaced unnoticed. The matter names its recording by `voiceAt`;
 * every other document of the matter is a recording that was replaced, or that came too late, and counts for nothing.
 * A voice identifies a person, so the bytes are sealed. A minute of speech fits into one document, which is written and
 * deleted as a whole.
 */
const consentVoiceSchema = new Schema({
  /** An id of its own; in recordings of older versions the id of the matter. */
  _id: { type: Schema.Types.ObjectId, required: true },
  matter: { type: Schema.Types.ObjectId, required: true },
  type: { type: String, enum: VOICE_TYPES, required: true },
  seconds: { type: Number, required: true },
  /** The bytes as base64, sealed. */
  voice: { type: String, required: true, sealed: true },
  at: { type: Date, required: true }
}, { collection: 'consentVoices', strict: 'throw', autoIndex: false, versionKey: false })
consentVoiceSchema.index({ matter: 1, at: 1 }, { unique: true })

export const ConsentVoice = model('ConsentVoice', consentVoiceSchema)
