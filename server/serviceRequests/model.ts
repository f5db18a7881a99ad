import { Schema } from 'mongoose'
import { CHANNELS } from '../../src/contract/catalogue'
import { DAY_PARTS, RECEIVERS } from '../../src/contract/serviceRequestViews'
import { Matter } from '../matters/model'
import { personRef, windowOfTime } from '../matters/partFields'
import type { StoredServiceRequest } from './serviceRequestFields'

const bare = { _id: false } as const
const text = { type: String, required: true } as const
const noDate = { type: Date, default: null } as const
const date = { type: Date, required: true } as const
const sealedText = { type: String, default: null, sealed: true } as const

/** The own fields of a service request; they are described in serviceRequestFields.ts. */
const serviceRequestSchema = new Schema<StoredServiceRequest>(
  {
    channel: { type: String, enum: CHANNELS, required: true },
    itemCode: text,
    itemName: text,
    preferredTimes: {
      type: [new Schema({ date: text, part: { type: String, enum: DAY_PARTS, required: true } }, bare)],
      default: []
    },
    timeChangeAsked: { type: Boolean, default: false },
    idNumber: { type: String, default: null, sealed: true, guarded: true },
    idNumberIndex: { type: String, default: null },
    missed: { type: Number, default: 0 },
    lastMiss: {
      type: new Schema({ until: date, appointment: { type: windowOfTime, default: null } }, bare),
      default: null
    },
    materialAsked: {
      type: new Schema({ papers: { type: [String], required: true }, text: sealedText, at: date }, bare),
      default: null
    },
    custody: {
      type: [
        new Schema(
          {
            paper: text,
            holder: { type: personRef, required: true },
            since: date,
            earlier: {
              type: [new Schema({ holder: { type: personRef, required: true }, since: date }, bare)], default: []
            },
            givenAt: noDate,
            returned: {
              type: new Schema({
                at: date, to: text, relation: { type: String, enum: [...RECEIVERS, null], default: null },
                by: { type: personRef, default: null }
              }, bare),
              default: null
            }
          },
          bare
        )
      ],
      default: []
    },
    papersDiffer: {
      type: new Schema({
        at: date, by: { type: personRef, required: true }, missing: { type: [String], required: true },
        unsaid: { type: [String], required: true }
      }, bare),
      default: null
    },
    deliveryDay: { type: String, default: null },
    declined: {
      type: new Schema({ reason: { ...text, sealed: true }, legalBasis: { ...text, sealed: true } }, bare),
      default: null
    },
    rating: {
      type: new Schema({ stars: { type: Number, min: 1, max: 5, required: true }, text: sealedText, at: date }, bare),
      default: null
    }
  },
  { strict: 'throw', autoIndex: false, versionKey: false }
)
serviceRequestSchema.index({ idNumberIndex: 1, stationCode: 1, open: 1, createdAt: -1 }, { name: 'idNumber' })

export const ServiceRequest = Matter.discriminator<StoredServiceRequest>(
  'ServiceRequest',
  serviceRequestSchema,
  'serviceRequest'
)
