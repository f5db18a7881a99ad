/** What people are told about matters: the events, and how a notice and the reminders in WeChat travel. */
import type { Appointment, Page } from './serviceRequestViews'

/**
 * Something that has happened to a matter and that somebody must hear.
 * - assigned, takenOver: to the new and the former assignee
 * - passedOn: to the residents, somebody else answers now
 * - deliverySet: the day on which the document is brought was set or moved
 * - papersGiven: to the assignee, papers are said to be handed on and have to be counted
 * - papersDiffer, papersRefused: to the station's desk, two counts differ, or a document went back from the door
 * - dateMoved: the day by which the matter is promised has moved, because holidays or windows without signal changed
 * - notAccepted: to whoever may take a matter that nobody accepted in time
 * - lookForPerson: to whoever is asked in a step of a search; searchStarted, searchSkipped, searchStuck: to the desk
 * - homeAfterAll, searchEnded: to everybody who was told that the door stayed shut
 * - visitTomorrow, deliveryTomorrow, visitsTomorrow: the evening before; to the residents of one visit, or of one
 *   document that is brought, and to the assignee of all of them
 * - promiseNear: to the assignee, the promised end is one working day away
 * - pleaseRate: to the applicant, a day after completion
 * - toCall: to whoever calls a person who has no account
 */
export const NOTICE_EVENTS = [
  'assigned', 'takenOver', 'passedOn', 'notAccepted', 'accepted', 'declined', 'cancelled', 'reopened',
  'materialAsked', 'materialProvided', 'otherTimeAsked', 'visitSet', 'visitMoved', 'setOut', 'nobodyHome',
  'consentGiven', 'consentRefused', 'documentBeingMade', 'documentReady', 'deliverySet', 'completed',
  'papersGiven', 'papersDiffer', 'papersRefused',
  'homeAfterAll', 'lookForPerson', 'searchStarted', 'searchSkipped', 'searchStuck', 'searchEnded',
  'visitTomorrow', 'deliveryTomorrow', 'visitsTomorrow', 'promiseNear', 'pleaseRate', 'toCall', 'dateMoved'
] as const
export type NoticeEvent = (typeof NOTICE_EVENTS)[number]

/** Events that are told at any hour of the night. */
export const URGENT_EVENTS: readonly NoticeEvent[] = [
  'nobodyHome', 'homeAfterAll', 'lookForPerson', 'searchStarted', 'searchSkipped', 'searchStuck', 'searchEnded'
]

/** Events of a search: their notice opens the screen of the search. */
export const SEARCH_EVENTS: readonly NoticeEvent[] = [
  'lookForPerson', 'searchStarted', 'searchSkipped', 'searchStuck', 'searchEnded'
]

/**
 * Events for which the last reminder that a person agreed to is kept: he comes tomorrow, the paper is ready, and
 * somebody has to be looked for. A time that is set when the evening before has passed counts as well
 * (server/notices/push.ts).
 */
export const KEPT_FOR: readonly NoticeEvent[] = [
  'visitTomorrow', 'deliveryTomorrow', 'nobodyHome', 'documentReady', 'lookForPerson'
]

/** Events that reach a person without an account too: by text message, or by a call. */
export const PHONED_EVENTS = [
  'visitTomorrow', 'deliveryTomorrow', 'visitSet', 'visitMoved', 'nobodyHome', 'documentReady', 'deliverySet'
] as const
export type PhonedEvent = (typeof PHONED_EVENTS)[number]

/** Whether an event is told by phone to somebody who has no account. */
export function isPhoned(event: NoticeEvent): event is PhonedEvent {
  return (PHONED_EVENTS as readonly NoticeEvent[]).includes(event)
}

/** As whom somebody is told: who asks or is concerned, or who answers. */
export const NOTICE_SIDES = ['resident', 'staff'] as const
export type NoticeSide = (typeof NOTICE_SIDES)[number]

/** The matter of a notice as it stands now; null once the reader may not see the matter any more. */
export interface NoticeMatter {
  id: string
  kind: string
  number: string
  /** Name of the service, or what the kind calls such a matter. */
  title: string
  /** The person for whom somebody else asked. */
  beneficiaryName: string | null
  assigneeName: string
}

export interface Notice {
  id: string
  event: NoticeEvent
  side: NoticeSide
  at: string
  read: boolean
  matter: NoticeMatter | null
  /** The window of time that the event set. */
  appointment: Appointment | null
  /** Papers that the event names: asked for, or delivered. */
  papers: string[]
  /** How many visits the event speaks of; null where it speaks of one matter. */
  count: number | null
}

/** A page of notices, newest first, with the number of all unread ones. */
export type NoticePage = Page<Notice> & { unread: number }

/** What has been read: these notices, and every notice up to an instant (ISO 8601). */
export interface ReadNotices {
  ids?: string[]
  until?: string
}

/** The templates of WeChat's subscribe messages, one for each side. */
export interface ReminderTemplate {
  side: NoticeSide
  /** The id by which WeChat knows the template. */
  template: string
  /** How many more messages the person has agreed to. */
  left: number
  /** False while the person, who has refused, is not to be asked again. */
  mayAsk: boolean
}

/** What the person's tap answered for one template: WeChat's own words. */
export const REMINDER_ANSWERS = ['accept', 'reject', 'ban', 'filter', 'acceptWithAudio', 'acceptWithForcePush'] as const
export type ReminderAnswer = (typeof REMINDER_ANSWERS)[number]

export interface ReminderAnswers {
  answers: Array<{ template: string; answer: ReminderAnswer }>
}

/** Days for which somebody who refused reminders is not asked again. */
export const ASK_AGAIN_DAYS = 30

/** The hours in which nobody's phone rings, and the hour of the reminder before a visit, in minutes from midnight. */
export interface ReminderHours {
  quietFrom: number
  quietUntil: number
  eveAt: number
}
