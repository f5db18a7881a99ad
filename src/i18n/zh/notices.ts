import type { Notice, NoticeEvent } from '../../contract/notice'

type Titled = (notice: { assignee: string; whom: string; count: number }) => string

const resident: Partial<Record<NoticeEvent, Titled>> = {
  accepted: ({ assignee }) => `${assignee} 接办了`,
  passedOn: ({ assignee }) => `换 ${assignee} 来办了`,
  completed: () => '办好了，说说办得怎么样',
  documentReady: () => '证办好了，会送到家里来',
  lookForPerson: ({ whom }) => `没人应门，请问问${whom}在哪儿`,
  cancelled: () => '这件事撤销了',
  consentRefused: ({ whom }) => `${whom}不同意办，这件事到此为止`
}

const staff: Partial<Record<NoticeEvent, Titled>> = {
  documentReady: () => '证办好了，请送到家',
  cancelled: () => '撤销了，不用办了',
  consentRefused: () => '本人不同意办，不用办了'
}

const titles: Record<NoticeEvent, Titled> = {
  assigned: () => '有一件新的事等你接办',
  takenOver: ({ assignee }) => `换 ${assignee} 办了`,
  passedOn: ({ assignee }) => `换 ${assignee} 来办了`,
  notAccepted: ({ assignee }) => `${assignee} 还没接办，你可以接`,
  accepted: ({ assignee }) => `${assignee} 接办了`,
  declined: () => '没有办成，请看原因',
  cancelled: () => '撤销了',
  reopened: () => '要求重新办理，请看为什么',
  materialAsked: () => '请补材料',
  materialProvided: () => '材料补来了，可以接着办',
  otherTimeAsked: () => '想改时间，请重新约',
  visitSet: () => '约好时间了',
  visitMoved: () => '改了时间',
  setOut: ({ assignee }) => `${assignee} 出发了，请在家等`,
  nobodyHome: () => '来过了，没人应门',
  consentGiven: ({ whom }) => `${whom}同意了`,
  consentRefused: ({ whom }) => `${whom}不同意办`,
  documentBeingMade: () => '材料收好了，证件正在做',
  documentReady: () => '证办好了',
  deliverySet: () => '送证的日子定了',
  papersGiven: () => '有证件交给你，请数一数，点收',
  papersDiffer: () => '点收的和交出的不一样，请问一问',
  papersRefused: () => '证件没送出去，还在送的人手里',
  completed: () => '办好了',
  homeAfterAll: () => '人在家，没事',
  lookForPerson: ({ whom }) => `请去看看${whom}`,
  searchStarted: ({ whom }) => `没人应门，正在找${whom}`,
  searchSkipped: ({ whom }) => `找${whom}时跳过了一步，请看为什么`,
  searchStuck: ({ whom }) => `都问过了，还没见到${whom}`,
  searchEnded: ({ whom }) => `找${whom}有结果了`,
  visitTomorrow: ({ assignee }) => `${assignee} 要来了，请在家等`,
  deliveryTomorrow: ({ assignee }) => `${assignee} 明天送证来，请在家等`,
  visitsTomorrow: ({ count }) => `第二天有 ${count} 家要去`,
  promiseNear: () => '快到期了，下个工作日要办好',
  pleaseRate: () => '办得怎么样？说一句',
  toCall: () => '有个电话要你打',
  dateMoved: () => '答应办好的日子改了'
}

/** Words of the notices: what somebody was told, and messages in WeChat. */
export const notices = {
  title: '消息',
  waitingFor: '你的消息',
  stranger: { title: '你的消息在登录以后能看到', text: '有人接办、约好时间、证办好了，都会写在这里。' },
  empty: { title: '还没有消息', text: '有人接办、约好时间、证办好了，都会写在这里。' },
  eventTitle: ({ event, side, matter, count }: Notice) => {
    const own = side === 'resident' ? resident : staff
    const title = own[event] ?? titles[event]
    return title({ assignee: matter?.assigneeName ?? '', whom: matter?.beneficiaryName ?? '本人', count: count ?? 0 })
  },
  notYours: '这件事现在不归你看了。',
  about: (title: string, whom: string | null) => title === '' ? whom ?? '' : whom === null ? title : `${title} · ${whom}`,
  papers: (papers: readonly string[]) => papers.join('、'),
  unread: '没看过',
  readAll: '都看过了',
  more: '看更早的',
  toReminders: '提醒怎么收、几点不吵你',
  callsNote: '短信到不了，请你打个电话说一声。',
  reminder: {
    title: { resident: '有消息，在微信里叫你一声？', staff: '来了新的事，在微信里叫你一声？' },
    text: '点一次同意，能收到一次。不点也能在这里看到。',
    left: (count: number) => `还能收到 ${count} 次微信提醒`,
    none: '现在不会收到微信提醒',
    agree: '同意收一次提醒',
    again: '再同意一次',
    off: '微信里关掉了提醒。到设置里打开，再回来点一次。',
    openSettings: '去设置里打开'
  }
}
