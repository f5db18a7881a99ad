import type { PhonedEvent } from '../../contract/notice'

interface Said {
  assignee: string
  /** The window of time in words; null where there is none. */
  when: string | null
}

const say: Record<PhonedEvent, (said: Said) => string> = {
  visitSet: ({ assignee, when }) => `${assignee} ${when ?? ''}到家里来，请在家等。`,
  visitMoved: ({ assignee, when }) => `时间改了：${assignee} ${when ?? ''}到家里来。`,
  visitTomorrow: ({ assignee, when }) => `${assignee} ${when ?? ''}到家里来，请在家等。`,
  deliveryTomorrow: ({ assignee }) => `证办好了，${assignee} 明天送到家里来，请在家等。`,
  nobodyHome: ({ assignee, when }) => `${assignee} 来过，没人应门。${when === null ? '请回个电话。' : `改在 ${when}再来。`}`,
  documentReady: ({ assignee, when }) => `证办好了，${assignee} ${when ?? ''}会送到家里来。`,
  deliverySet: ({ assignee, when }) => `送证的日子定了：${assignee} ${when ?? ''}送到家里来。`
}

/** Words of the screen with the calls to people whom no message reaches. */
export const calls = {
  title: '要打的电话',
  inInbox: (count: number) => `有 ${count} 个电话要打`,
  waitingFor: '要打的电话',
  empty: { title: '现在没有要打的电话', text: '短信到不了的人，会出现在这里，请你打电话说一声。' },
  notYours: { title: '这里是办事的人用的', text: '你的消息在“消息”里。' },
  lead: '他们没有微信，短信也到不了。打个电话，说一声。',
  who: (applicant: string, kinship: string, village: string) => `${village} · ${applicant} 的${kinship}`,
  sayHeading: '跟他说',
  say: (event: PhonedEvent, said: Said) => say[event](said),
  ask: (phone: string) => `有事打 ${phone}。`,
  call: (phone: string) => `打 ${phone}`,
  reached: '打过了',
  notReached: '没打通',
  tried: (times: number) => `打过 ${times} 次，没打通`,
  later: (when: string) => `${when} 以后再打`,
  desk: '村里打不通，请派出所打',
  reachedDone: '记下了，他知道了。',
  notReachedDone: '记下了，过两个小时再打。',
  toDesk: '记下了，三次没打通，交给派出所值班接着打。',
  givenUp: '记下了，打了六次没打通，不再打了。'
}
