/** The words of a message in WeChat. Nothing personal: no names, no places, no texts that people wrote. */
import type { NoticeEvent } from '../../src/contract/notice'
import { shanghaiTime } from '../../src/contract/day'
import type { StoredWindow } from '../matters/matterFields'

/** What a field of a template can show. */
export type MessageValue = 'service' | 'event' | 'number' | 'time' | 'hint'

/** The event in at most five Chinese characters, and what to do about it in at most twenty. */
const WORDS: Readonly<Record<NoticeEvent, { event: string; hint: string }>> = {
  assigned: { event: '有新的事', hint: '点开看，接办或退回。' },
  takenOver: { event: '换人办了', hint: '这件事不用你办了。' },
  passedOn: { event: '换人办了', hint: '点开看现在谁给你办。' },
  notAccepted: { event: '还没人接', hint: '接办时间过了，你可以接。' },
  accepted: { event: '接办了', hint: '点开看谁给你办。' },
  declined: { event: '没有办成', hint: '点开看原因和到哪里说理。' },
  cancelled: { event: '撤销了', hint: '这件事不用办了。' },
  reopened: { event: '要求再办', hint: '点开看为什么。' },
  materialAsked: { event: '要补材料', hint: '点开看要补什么。' },
  materialProvided: { event: '补了材料', hint: '点开看，接着办。' },
  otherTimeAsked: { event: '想改时间', hint: '点开看想什么时候。' },
  visitSet: { event: '约好时间', hint: '点开看要准备什么。' },
  visitMoved: { event: '改了时间', hint: '点开看新的时间。' },
  setOut: { event: '出发了', hint: '请在家等。' },
  nobodyHome: { event: '没人应门', hint: '今天来过，请回个电话。' },
  consentGiven: { event: '本人同意', hint: '可以接着办了。' },
  consentRefused: { event: '本人不办', hint: '这件事到此为止。' },
  documentBeingMade: { event: '正在制证', hint: '办好了会送到家。' },
  documentReady: { event: '证办好了', hint: '点开看什么时候送到。' },
  deliverySet: { event: '送证日子', hint: '点开看哪天送到。' },
  papersGiven: { event: '点收证件', hint: '点开看，数一数再点收。' },
  papersDiffer: { event: '证件不对', hint: '点开看，两边说的不一样。' },
  papersRefused: { event: '没有收证', hint: '点开看，证件没送出去。' },
  completed: { event: '办好了', hint: '点开说说办得怎么样。' },
  homeAfterAll: { event: '人在家', hint: '人在家，没事。' },
  lookForPerson: { event: '请去看看', hint: '家里没人应门，点开看怎么办。' },
  searchStarted: { event: '正在找人', hint: '家里没人应门，点开看到哪一步。' },
  searchSkipped: { event: '跳过一步', hint: '找人时跳过了一步，点开看。' },
  searchStuck: { event: '还没找到', hint: '都问过了，还没见到人。' },
  searchEnded: { event: '有结果了', hint: '找人有结果了，点开看。' },
  visitTomorrow: { event: '明天来', hint: '点开看要准备什么。' },
  deliveryTomorrow: { event: '明天送证', hint: '请留人在家。' },
  visitsTomorrow: { event: '明天上门', hint: '点开看明天去哪几家。' },
  promiseNear: { event: '快到期了', hint: '下个工作日要办好。' },
  pleaseRate: { event: '请说说', hint: '点开说说办得怎么样。' },
  toCall: { event: '要打电话', hint: '有人没有微信，请打个电话。' },
  dateMoved: { event: '日子改了', hint: '点开看新的日子。' }
}

/** @param about count: how many matters the one message tells of */
export function valuesOf(
  event: NoticeEvent, about: { count: number; number: string; service: string }, appointment: StoredWindow | null
): Readonly<Record<MessageValue, string>> {
  const words = WORDS[event]
  const visits = event === 'visitsTomorrow'
  const many = visits || about.count > 1
  return {
    service: many ? `${about.count} ${visits ? '家' : '件事'}` : about.service,
    event: words.event,
    number: many ? '-' : about.number,
    time: appointment ? timeOf(appointment.start.getTime()) : '见小程序',
    hint: many && !visits ? '点开逐件看。' : words.hint
  }
}

/** As WeChat takes a time: 2026年12月2日 09:00. @param at ms since 1970 */
export function timeOf(at: number): string {
  const { year, month, day, hour, minute } = shanghaiTime(at)
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
