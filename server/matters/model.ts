import { Schema, model } from 'mongoose'
import { RESPONSIBILITY_KINDS } from '../../src/contract/person'
import { KINSHIPS, SPECIAL_GROUPS } from '../../src/contract/serviceRequestViews'
import type { StoredMatter } from './matterFields'
import {
  assignee, clock, consent, creationKey, moveKey, offer, routingRound, search, timelineEntry, told, windowOfTime
} from './partFields'

const ref = Schema.Types.ObjectId
const bare = { _id: false } as const
const noDate = { type: Date, default: null } as const
const text = { type: String, required: true } as const
const phone = {
  phone: { type: String, default: null, sealed: true },
  phoneIndex: { type: String, default: null }
} as const

/**
 * A matter of any kind; the fields are described in matterFields.ts, a kind adds its own (kind.ts). A move, its
 * timeline entry and its idempotency key are one conditional update of this one document (`version` is the condition),
 * so no transaction is needed.
 */
const matterSchema = new Schema<StoredMatter>(
  {
    number: text,
    version: { type: Number, required: true, default: 0 },
    status: text,
    open: { type: Boolean, required: true },
    villageCode: text,
    villageName: text,
    townName: text,
    stationCode: text,
    applicant: {
      type: new Schema({ person: { type: ref, required: true }, name: text, ...phone }, bare),
      required: true
    },
    beneficiary: {
      type: new Schema(
        {
          id: { type: ref, default: null },
          name: text,
          kinship: { type: String, enum: KINSHIPS, required: true },
          ...phone
        },
        bare
      ),
      default: null
    },
    consent: { type: consent, default: null },
    voiceAt: noDate,
    concerns: { type: [String], required: true },
    specialGroups: { type: [{ type: String, enum: SPECIAL_GROUPS }], default: [] },
    contacts: { type: String, default: null, sealed: true },
    search: { type: search, default: null },
    address: { type: String, default: null, sealed: true },
    remark: { type: String, default: null, sealed: true },
    photos: { type: [ref], default: [] },
    answeredBy: { type: String, enum: RESPONSIBILITY_KINDS, required: true },
    assignee: { type: assignee, required: true },
    offeredTo: { type: [offer], required: true },
    handedBackBy: { type: [ref], default: [] },
    handsetAt: noDate,
    acceptedAt: noDate,
    acceptBy: noDate,
    expectedBy: noDate,
    clock: { type: clock, required: true },
    appointment: { type: windowOfTime, default: null },
    waitingOn: { type: String, enum: ['resident', null], default: null },
    waitingSince: noDate,
    closedAt: noDate,
    heldBy: { type: [ref], default: [] },
    heldSince: noDate,
    cutAt: noDate,
    routing: { type: [routingRound], required: true },
    timeline: { type: [timelineEntry], required: true },
    auditPending: { type: Boolean, required: true, default: true },
    toTell: { type: [told], default: [] },
    tellPending: { type: Boolean, default: false },
    precedence: { type: Number, enum: [0, 1], required: true },
    dueAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    creation: { type: creationKey, required: true },
    applied: { type: [moveKey], default: [] }
  },
  { collection: 'matters', discriminatorKey: 'kind', strict: 'throw', autoIndex: false, versionKey: false }
)

// Each index has the name of the question that it answers (questions.ts).
matterSchema.index({ number: 1 }, { name: 'number', unique: true })
matterSchema.index({ 'creation.person': 1, 'creation.key': 1 }, { name: 'creation', unique: true })
matterSchema.index({ concerns: 1, createdAt: -1, _id: -1 }, { name: 'mine' })
matterSchema.index({ 'offeredTo.person': 1, open: 1, precedence: 1, dueAt: 1, _id: 1 }, { name: 'inbox' })
matterSchema.index({ stationCode: 1, open: 1, precedence: 1, dueAt: 1, _id: 1 }, { name: 'station' })
matterSchema.index({ villageCode: 1, open: 1, _id: 1 }, { name: 'village' })
matterSchema.index({ 'applicant.person': 1, open: 1 }, { name: 'applicant' })
matterSchema.index({ open: 1, dueAt: 1, _id: 1 }, { name: 'overdue' })
matterSchema.index({ open: 1, 'appointment.start': 1, _id: 1 }, { name: 'appointments' })
matterSchema.index({ open: 1, expectedBy: 1, _id: 1 }, { name: 'promises' })
matterSchema.index({ open: 1, 'clock.edition': 1, _id: 1 }, { name: 'edition' })
matterSchema.index({ open: 1, cutAt: 1, closedAt: 1 }, { name: 'retention' })
matterSchema.index({ stationCode: 1, open: 1, dueAt: 1, _id: 1 }, { name: 'stationDue' })
matterSchema.index({ stationCode: 1, heldSince: 1, _id: 1 }, { name: 'papersOut' })
matterSchema.index({ stationCode: 1, open: 1, handsetAt: 1, dueAt: 1, _id: 1 }, { name: 'unopened' })
matterSchema.index({ auditPending: 1, _id: 1 }, { name: 'audit' })
matterSchema.index({ tellPending: 1, _id: 1 }, { name: 'tell' })

export const Matter = model<StoredMatter>('Matter', matterSchema)
