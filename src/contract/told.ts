/** Who was told of a matter, when and by which way. */
import type { NoticeEvent } from './notice'

/** As whom a person was told; `helper`: somebody of the village who was asked to look. */
export const TOLD_PARTS = ['applicant', 'beneficiary', 'helper', 'staff'] as const
export type ToldPart = (typeof TOLD_PARTS)[number]

/**
 * - app: the entry in the person's inbox
 * - wechat: a message in WeChat
 * - text: a text message
 * - call: a call by somebody of the village or the desk
 */
export const TOLD_WAYS = ['app', 'wechat', 'text', 'call'] as const
export type ToldWay = (typeof TOLD_WAYS)[number]

/**
 * How one way ended:
 * - done: WeChat or the gateway took the message, or the person was reached
 * - maybe: the answer was lost; the message is not repeated
 * - waiting: still to be sent, or to be called
 * - read, unread: of the entry in the inbox
 * - notAgreed, noWechat, off: the person has not agreed, has no WeChat account, the site has no such messages
 * - merged: told together with another event
 * - overtaken: the matter had moved on, nothing was sent
 * - landline: no text message reaches the number
 * - refused: WeChat or the gateway refused the message
 * - notReached: nobody answered the phone
 */
export const TOLD_STATES = [
  'done', 'maybe', 'waiting', 'read', 'unread', 'notAgreed', 'noWechat', 'off', 'merged', 'overtaken', 'landline',
  'refused', 'notReached'
] as const
export type ToldState = (typeof TOLD_STATES)[number]

export interface ToldRow {
  id: string
  event: NoticeEvent
  at: string
  part: ToldPart
  /** null where the reader is not told which of the staff it was. */
  name: string | null
  ways: Array<{ way: ToldWay; state: ToldState; at: string | null }>
}

/** The most rows that are answered: the newest. */
export const TOLD_MOST = 100
