import { Schema, model, type InferSchemaType } from 'mongoose'
import { CHANNELS, EVIDENCE_MARKS, PRESENCE_KINDS } from '../../src/contract/catalogue'

const mark = { type: String, enum: EVIDENCE_MARKS, required: true } as const

/** A service of the catalogue; fields as in the contract's CatalogueItem, `_id` is its code. */
const itemSchema = new Schema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  categoryCode: { type: String, required: true },
  pinyin: { type: String, required: true },
  initials: { type: String, required: true },
  applicants: { type: [String], required: true },
  materials: { type: [String], required: true },
  timeLimitDays: { type: Number, default: null },
  timeUnit: { type: String, enum: ['working', 'calendar', 'appointment'], required: true },
  timeText: { type: String, required: true },
  statutoryText: { type: String, default: null },
  feeYuan: { type: Number, default: null },
  feeText: { type: String, required: true },
  channels: { type: [{ type: String, enum: CHANNELS }], required: true },
  delivery: { type: Boolean, required: true },
  presenceRequired: { type: Boolean, required: true },
  presenceKind: { type: String, enum: PRESENCE_KINDS, required: true },
  presenceNote: { type: String, default: '' },
  relativeMayBook: { type: Boolean, required: true },
  relativeMayApply: { type: Boolean, required: true },
  applicantType: { type: String, enum: ['person', 'enterprise', 'both'], required: true },
  acceptOffice: { type: String, required: true },
  legalBasis: { type: [String], required: true },
  requiresPolice: { type: Boolean, required: true },
  idNumberNeeded: { type: Boolean, default: false },
  evidence: {
    type: new Schema({
      existence: mark, materials: mark, time: mark, fee: mark, presence: mark, channels: mark, rank: mark,
      idNumber: { ...mark, default: 'I' }
    }, { _id: false }),
    required: true
  },
  note: { type: String, default: null }
}, { collection: 'catalogueItems', strict: 'throw', autoIndex: false })

const categorySchema = new Schema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  order: { type: Number, required: true }
}, { collection: 'catalogueCategories', strict: 'throw', autoIndex: false })

/** Matters that people bring to the police and other authorities answer. */
const otherMatterSchema = new Schema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  office: { type: String, required: true },
  phone: { type: String, required: true },
  keywords: { type: [String], required: true }
}, { collection: 'otherMatters', strict: 'throw', autoIndex: false })

/** The office for items that no channel covers; `_id` is the `acceptOffice` of the items. */
const officeSchema = new Schema({
  _id: { type: String, required: true },
  address: { type: String, required: true },
  phone: { type: String, required: true }
}, { collection: 'offices', strict: 'throw', autoIndex: false })

export const CatalogueItemModel = model('CatalogueItem', itemSchema)
export type CatalogueItemFields = InferSchemaType<typeof itemSchema>
export const CatalogueCategoryModel = model('CatalogueCategory', categorySchema)
export type CatalogueCategoryFields = InferSchemaType<typeof categorySchema>
export const OtherMatterModel = model('OtherMatter', otherMatterSchema)
export type OtherMatterFields = InferSchemaType<typeof otherMatterSchema>
export const Office = model('Office', officeSchema)
export type OfficeFields = InferSchemaType<typeof officeSchema>
