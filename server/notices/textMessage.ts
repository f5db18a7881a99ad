/**
 * The words of a text message: when, about what, and whom to ask. No names, no places, nothing about the service, for
 * whoever holds the phone may read it.
 */
import type { PhonedEvent } from '../../src/contract/notice'
import { shanghaiTime } from '../../src/contract/day'
import type { StoredMatter } from '../matters/matterFields'
import type { Settings } from '../settings'
import { isOtherDay } from './overtaken'
import type { StoredPhoneNotice } from './phoneModel'

type Fields = NonNullable<NonNullable<Settings['texts']>['templates'][PhonedEvent]>['fields']

const EVENTS: Readonly<Record<PhonedEvent, string>> = {
  visitTomorrow: '明天上门',
  deliveryTomorrow: '明天送证',
  visitSet: '约好上门时间',
  visitMoved: '上门时间改了',
  nobodyHome: '今天来过，没人应门',
  documentReady: '证件办好了',
  deliverySet: '送证的日子定了'
}

/** What stands in the gaps of the template. */
export function textFieldsOf(notice: StoredPhoneNotice, matter: StoredMatter, fields: Fields): Record<string, string> {
  const { event, entry } = notice
  const { timeline, assignee } = matter
  const start = entry === null || isOtherDay(notice, matter)
    ? undefined : timeline[entry]?.appointment?.start.getTime()
  const values = {
    event: EVENTS[event],
    time: start === undefined ? '另行通知' : OF_A_DAY.includes(event) ? shortDay(start) : shortTime(start),
    phone: assignee.phone
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, values[value]]))
}

/** A document is brought in the course of a day. */
const OF_A_DAY: readonly PhonedEvent[] = ['documentReady', 'deliverySet', 'deliveryTomorrow']

/** 12月2日. @param at ms since 1970 */
function shortDay(at: number): string {
  const { month, day } = shanghaiTime(at)
  return `${month}月${day}日`
}

/** 12月2日9:00. @param at ms since 1970 */
function shortTime(at: number): string {
  const { hour, minute } = shanghaiTime(at)
  return `${shortDay(at)}${hour}:${String(minute).padStart(2, '0')}`
}
