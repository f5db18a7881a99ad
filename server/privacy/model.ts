import { Schema, model } from 'mongoose'
import { CONSENT_KINDS } from '../../src/contract/privacy'

/**
 * Each time a person agreed to the privacy words or withdrew the consent. Events are only added, never changed: they
 * are the proof, also after the account has been deleted.
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
