import { Schema, model } from 'mongoose'
import { CONSENT_KINDS } from '../../src/contract/privacy'

/**
 * Each time somebody agreed or took it back. Only ever added to: it is the proof, also after he has deleted his
 * account.
 */
const privacyConsentSchema = new Schema({
  person: { type: Schema.Types.ObjectId, required: true },
  kind: { type: String, enum: CONSENT_KINDS, required: true },
  version: { type: String, required: true },
  given: { type: Boolean, required: true },
  at: { type: Date, required: true }
}, { collection: 'privacyConsents', strict: 'throw', autoIndex: false, versionKey: false })
privacyConsentSchema.index({ person: 1, at: -1, _id: -1 })

export const PrivacyConsent = model('PrivacyConsent', privacyConsentSchema)
