import { Schema, model, type InferSchemaType } from 'mongoose'
import { CONSENT_PURPOSES, CONSENT_WAYS, CONSENT_WORDS } from '../../src/contract/consent'
import { KINSHIPS, SPECIAL_GROUPS } from '../../src/contract/serviceRequestViews'

const ref = Schema.Types.ObjectId
const bare = { _id: false } as const
const personRef = new Schema({ person: { type: ref, required: true }, name: { type: String, required: true } }, bare)

const consentRecord = new Schema({
  purpose: { type: String, enum: CONSENT_PURPOSES, required: true },
  way: { type: String, enum: CONSENT_WAYS, required: true },
  givenAt: { type: Date, required: true },
  until: { type: Date, required: true },
  /** Version of the text that was read to the person. */
  words: { type: String, enum: CONSENT_WORDS, required: true },
  recordedBy: { type: personRef, required: true },
  witness: { type: personRef, default: null },
  withdrawnAt: { type: Date, default: null }
}, bare)

/** Somebody's family member. Phone and address are sealed; the phone is found by its keyed hash. */
const beneficiarySchema = new Schema({
  owner: { type: ref, required: true },
  /** 0…19, unique together with the owner: limits the number of members even when calls come at the same time. */
  slot: { type: Number, required: true, min: 0 },
  version: { type: Number, required: true, default: 0 },
  name: { type: String, required: true },
  kinship: { type: String, enum: KINSHIPS, required: true },
  phone: { type: String, default: null, sealed: true },
  phoneIndex: { type: String, default: null },
  villageCode: { type: String, required: true },
  address: { type: String, required: true, sealed: true },
  /** People of the village who can look: one sealed text (JSON); null: none. */
  contacts: { type: String, default: null, sealed: true },
  birthYear: { type: Number, default: null },
  guardian: { type: Boolean, required: true, default: false },
  specialGroups: { type: [{ type: String, enum: SPECIAL_GROUPS }], default: [] },
  consents: { type: [consentRecord], default: [] },
  /** The question to the village's agent to hear this person. */
  asked: {
    type: new Schema({
      purpose: { type: String, enum: CONSENT_PURPOSES, required: true },
      months: { type: Number, required: true },
      at: { type: Date, required: true }
    }, bare),
    default: null
  },
  /** Idempotency of the creation: unique per owner and key. */
  creation: {
    type: new Schema({ key: { type: String, required: true }, bodyHash: { type: String, required: true } }, bare),
    required: true
  }
}, { collection: 'beneficiaries', timestamps: true, strict: 'throw', autoIndex: false, versionKey: false })
beneficiarySchema.index({ owner: 1, slot: 1 }, { unique: true })
beneficiarySchema.index({ owner: 1, 'creation.key': 1 }, { unique: true })
beneficiarySchema.index({ phoneIndex: 1 })
beneficiarySchema.index({ villageCode: 1, 'asked.at': 1 })

export const BeneficiaryModel = model('Beneficiary', beneficiarySchema)
export type BeneficiaryStored = InferSchemaType<typeof beneficiarySchema>
export type BeneficiaryDoc = ReturnType<(typeof BeneficiaryModel)['hydrate']>
