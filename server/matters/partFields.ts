/** Parts of a stored matter that several fields share. */
import { Schema } from 'mongoose'
import { CONSENT_PURPOSES, CONSENT_STATES, CONSENT_WAYS } from '../../src/contract/consent'
import { HOLD_REASONS } from '../../src/contract/due'
import { NOTICE_EVENTS } from '../../src/contract/notice'
import { RANKS } from '../../src/contract/roles'
import { ASKED_KINDS, EMERGENCY_NUMBERS, SEARCH_ANSWERS, SEARCH_ENDS, SEARCH_STEPS } from '../../src/contract/search'
import {
  DELIVERY_WAYS, ENTRY_RELATIONS, RECEIVERS, ROUTING_CAUSES, ROUTING_LEVELS, ROUTING_OUTCOMES
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

const orNull = (values: readonly string[]) => ({ type: String, enum: [...values, null], default: null })
const plainOrNull = { type: String, default: null } as const

const searchEntry = new Schema({
  answer: orNull(SEARCH_ANSWERS),
  step: orNull(SEARCH_STEPS),
  kind: orNull(ASKED_KINDS),
  contact: plainOrNull,
  seenAt: noDate,
  until: plainOrNull,
  called: orNull(EMERGENCY_NUMBERS)
}, bare)

const asked = new Schema({
  key: { type: String, required: true },
  kind: { type: String, enum: ASKED_KINDS, required: true },
  person: { type: ref, default: null },
  contact: plainOrNull,
  answer: orNull(SEARCH_ANSWERS),
  answeredAt: noDate
}, bare)

const searchStep = new Schema({
  name: { type: String, enum: SEARCH_STEPS, required: true },
  from: date,
  until: noDate,
  toldAt: noDate,
  skipped: { type: Boolean, required: true },
  people: { type: [asked], required: true }
}, bare)

/** The search for a person; the fields are described in matterFields.ts. */
export const search = new Schema({
  since: date,
  worried: { type: Boolean, required: true },
  steps: { type: [searchStep], required: true },
  ended: {
    type: new Schema({
      how: { type: String, enum: SEARCH_ENDS, required: true },
      at: date,
      by: { type: personRef, required: true },
      kind: { type: String, enum: ASKED_KINDS, required: true },
      contact: plainOrNull,
      until: plainOrNull,
      called: orNull(EMERGENCY_NUMBERS)
    }, bare),
    default: null
  }
}, bare)

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
  relation: { type: String, enum: ENTRY_RELATIONS, required: true },
  text: { type: String, default: null, sealed: true },
  assignee: { type: personRef, default: null },
  appointment: { type: windowOfTime, default: null },
  papers: { type: [String], default: [] },
  photos: { type: [ref], default: [] },
  search: { type: searchEntry, required: false },
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

const minuteOfDay = { type: Number, required: true, min: 0, max: 24 * 60 } as const
const weekly = new Schema(
  { weekday: { type: Number, required: true, min: 0, max: 6 }, from: minuteOfDay, until: minuteOfDay }, bare
)

export const clock = new Schema({
  accept: { type: new Schema({ from: date, minutes: { type: Number, required: true } }, bare), default: null },
  promise: {
    type: new Schema({
      from: date, workingDays: { type: Number, required: true }, calendarDays: { type: Number, required: true }
    }, bare),
    default: null
  },
  holds: {
    type: [new Schema({ from: date, until: date, why: { type: String, enum: HOLD_REASONS, required: true } }, bare)],
    default: []
  },
  noSignal: {
    type: new Schema({
      since: date,
      windows: {
        type: [new Schema({
          id: { type: String, required: true },
          weekly: { type: weekly, default: null },
          once: { type: new Schema({ from: date, until: date }, bare), default: null }
        }, bare)],
        default: []
      }
    }, bare),
    required: true
  },
  // An empty text: worked out by an older version, with a calendar that is not known any more.
  edition: { type: String, default: '' }
}, bare)

const key = {
  person: { type: ref, required: true },
  key: { type: String, required: true },
  bodyHash: { type: String, required: true }
}
export const creationKey = new Schema(key, bare)
export const moveKey = new Schema({ ...key, action: { type: String, required: true } }, bare)
