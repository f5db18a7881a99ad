/** Parts of a stored matter that several fields share. */
import { Schema } from 'mongoose'
import { CONSENT_PURPOSES, CONSENT_STATES, CONSENT_WAYS } from '../../src/contract/consent'
import { NOTICE_EVENTS } from '../../src/contract/notice'
import { RANKS } from '../../src/contract/roles'
import {
  DELIVERY_WAYS, RECEIVERS, ROUTING_CAUSES, ROUTING_LEVELS, ROUTING_OUTCOMES
} from '../../src/contract/serviceRequestViews'
import { auditStamp } from '../audit/stampFields'

const ref = Schema.Types.ObjectId
const bare = { _id: false } as const
const date = { type: Date, required: true } as const
const noDate = { type: Date, default: null } as const

export const personRef = new Schema(
  { person: { type: ref, required: true }, name: { type: String, required: true } },
  bare
)
export const windowOfTime = new Schema({ start: date, end: date }, bare)

export const assignee = new Schema({
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

export const routingRound = new Schema(
  {
    at: date,
    cause: { type: String, enum: ROUTING_CAUSES, required: true },
    steps: { type: [routingStep], required: true }
  },
  bare
)

const received = new Schema({
  name: { type: String, required: true },
  relation: { type: String, enum: RECEIVERS, required: true },
  way: { type: String, enum: DELIVERY_WAYS, required: true }
}, bare)

export const timelineEntry = new Schema({
  action: { type: String, required: true },
  status: { type: String, required: true },
  at: date,
  phoneTime: noDate,
  by: { type: personRef, required: true },
  relation: { type: String, enum: ['applicant', 'beneficiary', 'staff'], required: true },
  text: { type: String, default: null, sealed: true },
  assignee: { type: personRef, default: null },
  appointment: { type: windowOfTime, default: null },
  papers: { type: [String], default: [] },
  photos: { type: [ref], default: [] },
  received: { type: received, default: undefined },
  audit: { type: auditStamp, required: true }
})

export const consent = new Schema({
  state: { type: String, enum: CONSENT_STATES, required: true },
  way: { type: String, enum: [...CONSENT_WAYS, null], default: null },
  purpose: { type: String, enum: [...CONSENT_PURPOSES, null], default: null },
  at: noDate,
  by: { type: personRef, default: null },
  until: noDate,
  words: { type: String, default: null }
}, bare)

export const offer = new Schema({ person: { type: ref, required: true }, from: date }, bare)

export const told = new Schema({
  once: { type: String, required: true },
  event: { type: String, enum: NOTICE_EVENTS, required: true },
  at: date,
  by: { type: ref, default: null },
  entry: { type: Number, default: null },
  staff: { type: [ref], default: [] },
  residents: { type: [ref], default: [] },
  beneficiary: { type: Boolean, default: false }
}, bare)

const key = {
  person: { type: ref, required: true },
  key: { type: String, required: true },
  bodyHash: { type: String, required: true }
}
export const creationKey = new Schema(key, bare)
export const moveKey = new Schema({ ...key, action: { type: String, required: true } }, bare)
