import { Schema, model, type InferSchemaType } from 'mongoose'
import { CHANNELS } from '../../src/contract/catalogue'
import { CONSENT_PURPOSES, CONSENT_STATES, CONSENT_WAYS } from '../../src/contract/consent'
import { RANKS } from '../../src/contract/roles'
import { ACTIONS, STATUSES } from '../../src/contract/serviceRequest'
import { DAY_PARTS, KINSHIPS, ROUTING_LEVELS, ROUTING_OUTCOMES, SPECIAL_GROUPS } from '../../src/contract/serviceRequestViews'
import { auditStamp } from '../audit/stampFields'

const ref = Schema.Types.ObjectId
const bare = { _id: false } as const
const personRef = new Schema({ person: { type: ref, required: true }, name: { type: String, required: true } }, bare)
const appointment = new Schema({ start: { type: Date, required: true }, end: { type: Date, required: true } }, bare)
const preferredTime = new Schema({
  date: { type: String, required: true },
  part: { type: String, enum: DAY_PARTS, required: true }
}, bare)

/** The phone is an officer's service phone, told to all of the matter: not sealed. */
const assignee = new Schema({
  person: { type: ref, required: true },
  name: { type: String, required: true },
  phone: { type: String, required: true },
  rank: { type: String, enum: [...RANKS, null], default: null },
  level: { type: String, enum: ROUTING_LEVELS, required: true },
  kind: { type: String, enum: ['agent', 'officer', 'desk'], required: true }
}, bare)

const routingStep = new Schema({
  level: { type: String, enum: ROUTING_LEVELS, required: true },
  person: { type: personRef, default: null },
  outcome: { type: String, enum: [...ROUTING_OUTCOMES, 'nobody'], required: true }
}, bare)

const routingRound = new Schema({
  at: { type: Date, required: true },
  cause: { type: String, enum: ['submit', 'handBack', 'reassign', 'escalate', 'reopen'], required: true },
  steps: { type: [routingStep], required: true }
}, bare)

const timelineEntry = new Schema({
  action: { type: String, enum: ['submit', ...ACTIONS], required: true },
  status: { type: String, enum: STATUSES, required: true },
  at: { type: Date, required: true },
  /** The phone's own clock: in a valley an act may be older than its arrival. */
  phoneTime: { type: Date, default: null },
  by: { type: personRef, required: true },
  relation: { type: String, enum: ['applicant', 'beneficiary', 'staff'], required: true },
  text: { type: String, default: null, sealed: true },
  assignee: { type: personRef, default: null },
  appointment: { type: appointment, default: null },
  papers: { type: [String], default: [] },
  photos: { type: [ref], default: [] },
  /** Makes the entry the audit's record of the act. */
  audit: { type: auditStamp, required: true }
})

const custodyEntry = new Schema({
  paper: { type: String, required: true },
  holder: { type: personRef, required: true },
  since: { type: Date, required: true },
  returned: { type: new Schema({ at: { type: Date, required: true }, to: { type: String, required: true } }, bare), default: null }
}, bare)

/** What the beneficiary said to it; `words` is the version of what was read to him. */
const consent = new Schema({
  state: { type: String, enum: CONSENT_STATES, required: true },
  way: { type: String, enum: [...CONSENT_WAYS, null], default: null },
  purpose: { type: String, enum: [...CONSENT_PURPOSES, null], default: null },
  at: { type: Date, default: null },
  by: { type: personRef, default: null },
  /** null: for this matter alone. */
  until: { type: Date, default: null },
  words: { type: String, default: null }
}, bare)

/**
 * A service request; phones and free texts are sealed (sealing.ts). A move, its timeline entry and its idempotency key are one conditional update of this one document
 * (`version` is the condition), so nothing here ever needs a transaction.
 */
const serviceRequestSchema = new Schema({
  number: { type: String, required: true },
  version: { type: Number, required: true, default: 0 },
  status: { type: String, enum: STATUSES, required: true },
  channel: { type: String, enum: CHANNELS, required: true },
  waitingOn: { type: String, enum: ['resident', null], default: null },
  waitingSince: { type: Date, default: null },
  itemCode: { type: String, required: true },
  itemName: { type: String, required: true },
  villageCode: { type: String, required: true },
  villageName: { type: String, required: true },
  townName: { type: String, required: true },
  stationCode: { type: String, required: true },
  applicant: {
    type: new Schema({
      person: { type: ref, required: true }, name: { type: String, required: true },
      phone: { type: String, default: null, sealed: true }, phoneIndex: { type: String, default: null }
    }, bare),
    required: true
  },
  beneficiary: {
    type: new Schema({
      /** The applicant's family member it was taken from; null when it was told in words. */
      id: { type: ref, default: null },
      name: { type: String, required: true },
      kinship: { type: String, enum: KINSHIPS, required: true },
      phone: { type: String, default: null, sealed: true },
      phoneIndex: { type: String, default: null }
    }, bare),
    default: null
  },
  consent: { type: consent, default: null },
  /** When what the beneficiary said was recorded (server/consentVoices). */
  voiceAt: { type: Date, default: null },
  /** Who sees it as his own: the applicant's id, and the keyed hash of the beneficiary's phone. */
  concerns: { type: [String], required: true },
  specialGroups: { type: [{ type: String, enum: SPECIAL_GROUPS }], default: [] },
  address: { type: String, default: null, sealed: true },
  preferredTimes: { type: [preferredTime], default: [] },
  remark: { type: String, default: null, sealed: true },
  /** Of the person it is for, where the item needs it; found by its keyed hash. */
  idNumber: { type: String, default: null, sealed: true },
  idNumberIndex: { type: String, default: null },
  /** Attachments: of the submission, then of the answers. */
  photos: { type: [ref], default: [] },
  assignee: { type: assignee, required: true },
  /** Whose inbox shows it and from when: the assignee at once, the backups once the time to accept has run out. */
  offeredTo: { type: [new Schema({ person: { type: ref, required: true }, from: { type: Date, required: true } }, bare)], required: true },
  handedBackBy: { type: [ref], default: [] },
  handsetAt: { type: Date, default: null },
  acceptedAt: { type: Date, default: null },
  acceptBy: { type: Date, default: null },
  expectedBy: { type: Date, default: null },
  closedAt: { type: Date, default: null },
  /** When its time was over and the personal data were cut out of it; nobody moves it any more. */
  cutAt: { type: Date, default: null },
  appointment: { type: appointment, default: null },
  timeChangeAsked: { type: Boolean, default: false },
  missed: { type: Number, default: 0 },
  materialAsked: {
    type: new Schema({ papers: { type: [String], required: true }, text: { type: String, default: null, sealed: true }, at: { type: Date, required: true } }, bare),
    default: null
  },
  custody: { type: [custodyEntry], default: [] },
  declined: {
    type: new Schema({ reason: { type: String, required: true, sealed: true }, legalBasis: { type: String, required: true, sealed: true } }, bare),
    default: null
  },
  rating: {
    type: new Schema({
      stars: { type: Number, min: 1, max: 5, required: true }, text: { type: String, default: null, sealed: true }, at: { type: Date, required: true }
    }, bare),
    default: null
  },
  routing: { type: [routingRound], required: true },
  timeline: { type: [timelineEntry], required: true },
  /** The timeline has entries that aren't known to be in the audit's chain yet. */
  auditPending: { type: Boolean, required: true, default: true },
  /** 0 special groups, 1 everybody else; with dueAt the order of the inbox. */
  precedence: { type: Number, enum: [0, 1], required: true },
  /** The next deadline: accept, appointment, or promised end. */
  dueAt: { type: Date, required: true },
  open: { type: Boolean, required: true },
  createdAt: { type: Date, required: true },
  /** Idempotency of the submission: unique per person and key. */
  creation: {
    type: new Schema({ person: { type: ref, required: true }, key: { type: String, required: true }, bodyHash: { type: String, required: true } }, bare),
    required: true
  },
  /** Idempotency of the moves: the last 50. */
  applied: {
    type: [new Schema({
      person: { type: ref, required: true }, key: { type: String, required: true }, bodyHash: { type: String, required: true },
      action: { type: String, enum: ACTIONS, required: true }
    }, bare)],
    default: []
  }
}, { collection: 'serviceRequests', strict: 'throw', autoIndex: false, versionKey: false })
serviceRequestSchema.index({ number: 1 }, { unique: true })
serviceRequestSchema.index({ 'creation.person': 1, 'creation.key': 1 }, { unique: true })
serviceRequestSchema.index({ concerns: 1, createdAt: -1, _id: -1 })
serviceRequestSchema.index({ 'offeredTo.person': 1, open: 1, precedence: 1, dueAt: 1, _id: 1 })
serviceRequestSchema.index({ stationCode: 1, open: 1, precedence: 1, dueAt: 1, _id: 1 })
serviceRequestSchema.index({ 'applicant.person': 1, open: 1 })
serviceRequestSchema.index({ idNumberIndex: 1, stationCode: 1, open: 1, createdAt: -1 })
serviceRequestSchema.index({ auditPending: 1, _id: 1 })
serviceRequestSchema.index({ open: 1, cutAt: 1, closedAt: 1 })

export const ServiceRequest = model('ServiceRequest', serviceRequestSchema)
export type ServiceRequestFields = InferSchemaType<typeof serviceRequestSchema>
export type ServiceRequestDoc = ReturnType<(typeof ServiceRequest)['hydrate']>

/** Serial numbers of a day; `_id` is the day as yymmdd. */
const serialSchema = new Schema({ _id: { type: String, required: true }, last: { type: Number, required: true } },
  { collection: 'serials', strict: 'throw', autoIndex: false, versionKey: false })
export const Serial = model('Serial', serialSchema)
