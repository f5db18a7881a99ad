import type { NoticeEvent } from '../../contract/notice'
import type { ToldPart, ToldState, ToldWay } from '../../contract/told'

const events: Record<NoticeEvent, string> = {
  assigned: '有新的事',
  takenOver: '换人办了',
  passedOn: '换人来办',
  notAccepted: '还没人接办',
  accepted: '接办了',
  declined: '没有办成',
  cancelled: '撤销了',
  reopened: '要求重新办',
  materialAsked: '要补材料',
  materialProvided: '补了材料',
  otherTimeAsked: '想改时间',
  visitSet: '约好时间',
  visitMoved: '改了时间',
  setOut: '出发了',
  nobodyHome: '来过，没人应门',
  consentGiven: '本人同意',
  consentRefused: '本人不同意办',
  documentBeingMade: '正在做证',
  documentReady: '证办好了',
  deliverySet: '定了送证的日子',
  papersGiven: '交出证件，等着点收',
  papersDiffer: '点收的和交出的不一样',
  papersRefused: '证件没送出去',
  completed: '办好了',
  dateMoved: '日子改了',
  visitTomorrow: '明天来',
  deliveryTomorrow: '明天送证',
  visitsTomorrow: '明天要去几家',
  promiseNear: '快到期了',
  pleaseRate: '请说说办得怎么样',
  toCall: '要打电话',
  homeAfterAll: '人在家，没事',
  lookForPerson: '请去看看',
  searchStarted: '没人应门，开始找人',
  searchSkipped: '找人时跳过了一步',
  searchStuck: '都问过了，还没见到人',
  searchEnded: '找人有结果了'
}

const ways: Record<ToldWay, string> = { app: '小程序', wechat: '微信', text: '短信', call: '打电话' }

const states: Record<ToldState, string> = {
  done: '已送达',
  maybe: '发了，不知道到没到',
  waiting: '等着发',
  read: '看过了',
  unread: '还没看',
  notAgreed: '没有同意提醒',
  noWechat: '没有绑定微信',
  off: '没有开通',
  merged: '和别的合在一条里了',
  overtaken: '没发，事情已经变了',
  landline: '固定电话，收不到短信',
  refused: '没发出去',
  notReached: '没打通'
}

/** What is said differently of one way. */
const special: Partial<Record<ToldWay, Partial<Record<ToldState, string>>>> = {
  call: { done: '打通了，说了', waiting: '等着打', overtaken: '不用打了', merged: '一起说了' },
  app: { read: '看过了', unread: '还没看' }
}

const parts: Record<ToldPart, string> = { applicant: '申请人', beneficiary: '本人', helper: '请去看的人', staff: '办事的人' }

/** Words of the screen that says who was told of a matter. */
export const told = {
  title: '通知了谁',
  waitingFor: '通知了谁',
  stranger: { title: '登录以后能看通知了谁', text: '谁、什么时候、用什么办法知道的，都写在那里。' },
  empty: { title: '还没有通知谁', text: '有了动静，谁知道了会写在这里。' },
  missing: { title: '没有这件事', text: '可能不归你看了。' },
  lead: '最新的在上面。',
  events,
  who: (name: string | null, part: ToldPart) => name === null ? parts[part] : `${name}（${parts[part]}）`,
  staffTold: '已经告诉办事的人。',
  way: (way: ToldWay, state: ToldState) => `${ways[way]}：${special[way]?.[state] ?? states[state]}`,
  wayAt: (text: string, when: string) => `${text} · ${when}`
}
