import { Schema, model } from 'mongoose'
import { NOTICE_EVENTS, NOTICE_SIDES, type NoticeEvent, type NoticeSide } from '../../src/contract/notice'
import type { Types } from 'mongoose'

/**
 * How a message stands, to the person's WeChat or as a text message:
 * - due: to be sent from `after` on
 * - sending: given away; the answer is not stored yet
 * - sent: WeChat or the gateway took the message, or gave no answer: a lost answer counts as sent, so nothing is sent
 *   twice
 * - none: there is nothing to send (no agreement, no WeChat or gateway, merged into another message, overtaken by
 *   the matter)
 * - gaveUp: WeChat or the gateway refused the message for good
 */
export const PUSH_STATES = ['due', 'sending', 'sent', 'none', 'gaveUp'] as const

export interface StoredPush {
  state: (typeof PUSH_STATES)[number]
  /** Not before this instant: the quiet hours, and the pause after a failure. While sending: when that began. */
  after: Date
  tries: number
  /** Why nothing was sent: a word of ours, or WeChat's error code. */
  why: string | null
}

/**
 * One event told to one person: the entry of the person's inbox, and the state of its message in WeChat. Nothing
 * personal: names and times are read from the matter, for as long as the person may see the matter.
 */
export interface StoredNotice {
  /** Matter, event and person: however often an event is delivered, the person has one notice of it. */
  _id: string
  person: Types.ObjectId
  side: NoticeSide
  matter: Types.ObjectId
  event: NoticeEvent
  /** Position of the event's entry in the timeline; null where there is none. */
  entry: number | null
  at: Date
  readAt: Date | null
  push: StoredPush
  /** How many visits the event speaks of; absent where it speaks of one matter. */
  count?: number
}

/** Days for which a notice is kept. */
const KEPT_DAYS = 400

/** The state of one message. */
export const pushSchema = new Schema<StoredPush>(
  {
    state: { type: String, enum: PUSH_STATES, required: true },
    after: { type: Date, required: true },
    tries: { type: Number, required: true },
    why: { type: String, default: null }
  },
  { _id: false }
)

const noticeSchema = new Schema<StoredNotice>(
  {
    _id: { type: String, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    side: { type: String, enum: NOTICE_SIDES, required: true },
    matter: { type: Schema.Types.ObjectId, required: true },
    event: { type: String, enum: NOTICE_EVENTS, required: true },
    entry: { type: Number, default: null },
    at: { type: Date, required: true },
    readAt: { type: Date, default: null },
    push: { type: pushSchema, required: true },
    count: Number
  },
  { collection: 'notices', strict: 'throw', autoIndex: false, versionKey: false }
)
noticeSchema.index({ person: 1, at: -1, _id: -1 }, { name: 'inbox' })
noticeSchema.index({ person: 1, readAt: 1 }, { name: 'unread' })
noticeSchema.index({ 'push.state': 1, 'push.after': 1, _id: 1 }, { name: 'push' })
noticeSchema.index({ matter: 1, at: -1, _id: -1 }, { name: 'matter' })
noticeSchema.index({ at: 1 }, { name: 'kept', expireAfterSeconds: KEPT_DAYS * 86_400 })

export const Notice = model<StoredNotice>('Notice', noticeSchema)

/** How many more messages a person has agreed to receive by one template of WeChat's. WeChat can't be asked. */
export interface StoredAgreement {
  /** Person and side. */
  _id: string
  person: Types.ObjectId
  side: NoticeSide
  left: number
  /** When the person last refused; null when the last answer was yes. */
  refusedAt: Date | null
  /** Keys of the last answers, so that a repeated call does not count twice. */
  keys: string[]
}

const agreementSchema = new Schema<StoredAgreement>(
  {
    _id: { type: String, required: true },
    person: { type: Schema.Types.ObjectId, required: true },
    side: { type: String, enum: NOTICE_SIDES, required: true },
    left: { type: Number, required: true, min: 0 },
    refusedAt: { type: Date, default: null },
    keys: { type: [String], default: [] }
  },
  { collection: 'reminderAgreements', strict: 'throw', autoIndex: false, versionKey: false }
)
agreementSchema.index({ person: 1 }, { name: 'person' })

export const ReminderAgreement = model<StoredAgreement>('ReminderAgreement', agreementSchema)
