import { Schema, model, type Types } from 'mongoose'
import { PHONED_EVENTS, type PhonedEvent } from '../../src/contract/notice'
import { pushSchema, type StoredPush } from './model'

/**
 * How the call to a person without an account stands:
 * - none: nobody has to call; a text message tells the person
 * - due: `caller` has to call, from `after` on
 * - reached: the person was told
 * - ended: nobody has to call any more (`why`)
 */
export const CALL_STATES = ['none', 'due', 'reached', 'ended'] as const

export interface StoredCall {
  state: (typeof CALL_STATES)[number]
  after: Date
  /** Attempts that have failed. */
  tries: number
  /** The one person who has to call; null until one is found. */
  caller: Types.ObjectId | null
  /** The desk has to call: the village's people could not reach the person. */
  desk: boolean
  /** The last attempt. */
  lastAt: Date | null
  why: string | null
}

/**
 * One event told to a person without an account: by text message, else by a call. Nothing personal: name and number are
 * read from the matter when the message is sent or the call is listed.
 */
export interface StoredPhoneNotice {
  /** Matter, event and `beneficiary`: however often an event is delivered, the person is told once. */
  _id: string
  matter: Types.ObjectId
  event: PhonedEvent
  /** Position of the event's entry in the timeline. */
  entry: number | null
  at: Date
  /** The text message, as messages in WeChat stand (model.ts). */
  text: StoredPush
  call: StoredCall
}

/** Days for which it is kept, as notices are. */
const KEPT_DAYS = 400

const callSchema = new Schema<StoredCall>(
  {
    state: { type: String, enum: CALL_STATES, required: true },
    after: { type: Date, required: true },
    tries: { type: Number, required: true },
    caller: { type: Schema.Types.ObjectId, default: null },
    desk: { type: Boolean, required: true },
    lastAt: { type: Date, default: null },
    why: { type: String, default: null }
  },
  { _id: false }
)

const phoneNoticeSchema = new Schema<StoredPhoneNotice>(
  {
    _id: { type: String, required: true },
    matter: { type: Schema.Types.ObjectId, required: true },
    event: { type: String, enum: PHONED_EVENTS, required: true },
    entry: { type: Number, default: null },
    at: { type: Date, required: true },
    text: { type: pushSchema, required: true },
    call: { type: callSchema, required: true }
  },
  { collection: 'phoneNotices', strict: 'throw', autoIndex: false, versionKey: false }
)
phoneNoticeSchema.index({ 'text.state': 1, 'text.after': 1, _id: 1 }, { name: 'text' })
phoneNoticeSchema.index({ 'call.state': 1, _id: 1 }, { name: 'calls' })
phoneNoticeSchema.index({ 'call.caller': 1, 'call.state': 1, 'call.after': 1, _id: 1 }, { name: 'caller' })
phoneNoticeSchema.index({ matter: 1, at: -1, _id: -1 }, { name: 'matter' })
phoneNoticeSchema.index({ at: 1 }, { name: 'kept', expireAfterSeconds: KEPT_DAYS * 86_400 })

export const PhoneNotice = model<StoredPhoneNotice>('PhoneNotice', phoneNoticeSchema)
