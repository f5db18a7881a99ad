import { Schema, model, type HydratedDocument, type InferSchemaType } from 'mongoose'
import { RESPONSIBILITY_KINDS } from '../../src/contract/person'
import { RANKS, ROLES } from '../../src/contract/roles'

/** A closed span of days in Shanghai, YYYY-MM-DD. */
const daySpan = new Schema({
  from: { type: String, required: true },
  until: { type: String, required: true }
}, { _id: false })

/** A window without signal: of every week, in minutes from midnight of a weekday (0 is Sunday), or once. */
const noSignal = new Schema({
  id: { type: String, required: true },
  weekly: {
    type: new Schema({
      weekday: { type: Number, required: true }, from: { type: Number, required: true },
      until: { type: Number, required: true }
    }, { _id: false }),
    default: null
  },
  once: {
    type: new Schema({ from: { type: Date, required: true }, until: { type: Date, required: true } }, { _id: false }),
    default: null
  }
}, { _id: false })

/** Everybody whom the product knows by phone: residents who bound their phone, and the roster of those who answer. */
const personSchema = new Schema(
  {
    name: { type: String, required: true },
    /** null once the account is deleted. */
    phone: { type: String, default: null, sealed: true },
    /** Keyed hash of the phone, by which the person is found; `deleted:` and the id once the account is deleted. */
    phoneIndex: { type: String, required: true },
    roles: { type: [{ type: String, enum: ROLES }], required: true },
    rank: { type: String, enum: [...RANKS, null], default: null },
    stationCode: { type: String, default: null },
    /** The village that a resident has chosen. */
    villageCode: { type: String, default: null },
    leave: { type: [daySpan], default: [] },
    noSignal: { type: [noSignal], default: [] },
    /** When the windows changed, until the person's open matters have been dated anew; null: nothing is left to do. */
    noSignalChanged: { type: Date, default: null },
    /** The versions of the privacy words to which the person has agreed, without withdrawn ones. */
    agreed: {
      type: new Schema(
        { privacy: { type: String, default: null }, sensitive: { type: String, default: null } },
        { _id: false }
      ),
      default: () => ({})
    },
    /** When the account was deleted; what remains of the person is a stub without a name. */
    deletedAt: { type: Date, default: null },
    /** false once the person has left the service; the document is never deleted, because timelines name the person. */
    active: { type: Boolean, required: true, default: true }
  },
  { collection: 'people', timestamps: true, strict: 'throw', autoIndex: false }
)
personSchema.index({ phoneIndex: 1 }, { unique: true })
personSchema.index({ stationCode: 1, active: 1, roles: 1, _id: 1 })
personSchema.index({ roles: 1, active: 1, _id: 1 })
personSchema.index({ deletedAt: 1 })
personSchema.index({ noSignalChanged: 1, _id: 1 })

/** Who is named for a village, in which order, from when until when. Order 0 is the primary, then the backups. */
const responsibilitySchema = new Schema({
  villageCode: { type: String, required: true },
  kind: { type: String, enum: RESPONSIBILITY_KINDS, required: true },
  order: { type: Number, required: true, min: 0, max: 9 },
  person: { type: Schema.Types.ObjectId, required: true },
  from: { type: String, required: true },
  /** null: until further notice. */
  until: { type: String, default: null }
}, { collection: 'responsibilities', strict: 'throw', autoIndex: false })
responsibilitySchema.index({ villageCode: 1, kind: 1, order: 1, from: 1 }, { unique: true })
responsibilitySchema.index({ person: 1, villageCode: 1 })

export const Person = model('Person', personSchema)
export type PersonFields = InferSchemaType<typeof personSchema>
export type PersonDoc = HydratedDocument<PersonFields>
export const Responsibility = model('Responsibility', responsibilitySchema)
export type ResponsibilityFields = InferSchemaType<typeof responsibilitySchema>
