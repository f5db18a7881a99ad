import type { Channel } from '../../contract/catalogue'
import type { RoutingCause, RoutingLevel, RoutingStep } from '../../contract/serviceRequestViews'

type ByChannel<F> = Record<Channel, F>

const levels: ByChannel<Record<RoutingLevel, string>> = {
  homeVisit: { named: '本村的包村民警', backup: '后备', stationDuty: '派出所值班', districtDesk: '分局值班' },
  paperwork: { named: '本村的帮代办员', backup: '后备', stationDuty: '派出所值班', districtDesk: '分局值班' }
}

const outcomes: Record<RoutingStep['outcome'], string> = {
  chosen: '当时在岗，就派给他。',
  onLeave: '当天休假，往下找。',
  notInDates: '现在不负责这个村，往下找。',
  needsPolice: '这件事要民警办，他是辅警，往下找。',
  conflictOfInterest: '和这件事有关系，按规定要回避，往下找。',
  handedBack: '之前办不了，退回过，往下找。',
  inactive: '已经不在这个岗位，往下找。',
  nobody: '现在没有定人，往下找。'
}

const causes: Record<RoutingCause, string> = {
  submit: '申请的时候', handBack: '他办不了，转给别人', reassign: '派出所换了人', escalate: '代办不了，转上门', reopen: '重新办理',
  overdue: '过了时间没人接办'
}

/** Words of one service request, for its applicant or beneficiary. */
export const serviceRequestDetail = {
  title: '办件',
  waitingFor: '这件事的进展',
  stranger: { title: '登录以后才能看', text: '办件只给本人和家人看。登录后会回到这里。' },
  missing: { title: '没有找到这一件', text: '可能不是你的手机号申请的。到办件里看看。', action: '看我的办件' },
  state: {
    assigned: (name: string) => `已经派给 ${name}，等他接办。`,
    assignedBy: (name: string, time: string) => `已经派给 ${name}，他最晚 ${time} 接办。`,
    assignedLate: (name: string) => `${name} 还没有接办，后备的人也收到了。着急就打电话。`,
    waiting: (name: string, when: string) => `${name} ${when} 请你补材料。补来之前不算时间。`,
    waitingForApplicant: (name: string, applicant: string, when: string) =>
      `${name} ${when} 请 ${applicant} 补材料。补来之前不算时间。`,
    accepted: {
      homeVisit: (name: string, when: string) => `${name} ${when} 接办了，会打电话约上门时间。`,
      paperwork: (name: string, when: string) => `${name} ${when} 接办了，正在准备。`
    },
    scheduled: {
      homeVisit: (name: string, window: string) => `约好了：${window}，${name} 到家里来。`,
      paperwork: (name: string, window: string) => `约好了：${window}，${name} 去办。`
    },
    missedBefore: '上次没见到人。',
    searching: '上门没人应门，正在请人去看看。有消息马上告诉你。',
    anew: (name: string) => `等 ${name} 再约时间。`,
    timeChange: (name: string, window: string) => `已经说了想改时间，${name} 会再来定。定好以前，还是 ${window}。`,
    timeChangeOnly: (name: string) => `已经说了想改时间，等 ${name} 来定。`,
    passed: (name: string, window: string) => `约好的 ${window} 已经过了，还没有新消息。打电话问问 ${name}。`,
    underway: {
      homeVisit: (name: string, when: string) => `${name} ${when} 出发了，请在家等他。`,
      paperwork: (name: string, when: string) => `${name} ${when} 开始办了。`
    },
    awaitingDocument: (when: string) => `材料 ${when} 收好了，证件正在做。`,
    delivering: (name: string, when: string) => `证件 ${when} 做好了，${name} 送到家里来。`,
    deliveryOn: (name: string, day: string) => `证件做好了，${name} ${day} 送到家里来。`,
    completed: (when: string) => `${when} 办完了。`,
    cancelled: (when: string) => `${when} 撤销了，不会再有人来。`,
    declined: (name: string, when: string) => `${name} ${when} 答复：不能办。理由写在下面。`,
    promised: (day: string) => `${day} 前办好。`
  },
  due: '时间怎么算的',
  assignee: {
    window: (window: string) => `约好 ${window}`,
    wanted: (halfDays: readonly string[]) => `你想要的时间：${halfDays.join('、')}`,
    why: '为什么是他',
    prepare: { homeVisit: '家里请准备', paperwork: '交给他的材料' },
    stillThere: '办理人'
  },
  material: {
    heading: '请补这些材料',
    asked: (name: string, when: string) => `${name} · ${when}`,
    answer: '说一说（可以不写）',
    answerHint: '例如：户口簿找到了，明天在家',
    readyWords: '材料都备好了',
    send: '材料备好了'
  },
  declined: { heading: '为什么不能办', reason: '理由', legalBasis: '依据', complaint: '不同意怎么办' },
  custody: {
    heading: '原件在谁手里',
    held: (holder: string, since: string) => `${holder} 收着，${since} 起`,
    returned: (to: string, when: string) => `${when} 交给了 ${to}`
  },
  rating: { heading: '你的评价', levels: { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } },
  remark: {
    heading: '申请时写的',
    address: (address: string) => `地址：${address}`,
    idNumber: (masked: string) => `身份证号：${masked}`
  },
  timeline: {
    heading: '经过',
    told: '看通知了谁',
    you: '你',
    named: (name: string) => `${name} `,
    by: (when: string, name: string) => `${when} · ${name}`,
    submit: (who: string) => `${who}提交了申请`,
    assigned: (name: string) => `派给 ${name}`,
    accept: (name: string) => `${name} 接办了`,
    handBack: (from: string, to: string) => `${from} 办不了，转给 ${to}`,
    reassign: (to: string) => `换给 ${to} 办`,
    noteCall: (name: string) => `${name} 打过电话了`,
    climb: (to: string) => `没人接办，转给 ${to}`,
    redate: '答应办好的日子改了',
    system: '系统自动',
    cancel: (who: string) => `${who}撤销了`,
    decline: (name: string) => `${name} 答复：不能办`,
    askMaterial: (name: string) => `${name} 请补材料`,
    provideMaterial: (who: string) => `${who}补了材料`,
    escalate: (from: string, to: string) => `${from} 代办不了，转给 ${to} 上门办`,
    schedule: { homeVisit: '约好了上门时间', paperwork: '约好了去办的时间' },
    setOut: { homeVisit: (name: string) => `${name} 出发了`, paperwork: (name: string) => `${name} 开始办了` },
    nobodyHome: (name: string) => `${name} 来过，没人应门`,
    again: (window: string) => `改约 ${window}`,
    finish: (name: string) => `${name} 办完了`,
    finishAwaiting: (name: string) => `${name} 收好了材料，等证件做好`,
    documentReady: '证件做好了',
    deliver: '证件送到了',
    reopen: (who: string) => `${who}要求重新办理`,
    rate: (who: string, word: string) => `${who}评价：${word}`,
    rateOnly: (who: string) => `${who}评价了`,
    changeTime: (who: string) => `${who}想改时间`,
    recordConsent: (name: string) => `${name} 当面说了同意`,
    withdrawConsent: (name: string) => `${name} 不同意办，这件停了`,
    undoNobodyHome: (name: string) => `${name} 说：人在家，没事`,
    nameContacts: (who: string) => `${who}写了能去看看的人`,
    searchStep: { village: '请村里人去看看', relative: '问了申请的家人', officer: '民警再去看', desk: '派出所接着找' },
    answerSearch: {
      seen: '见到本人了', away: '人在外地', emergency: '打了报警、急救电话', going: '有人去看了',
      unreached: '问了，还没联系上', skip: '先问下一位'
    },
    takePapers: (name: string) => `${name} 收下了材料`,
    givePapers: (name: string) => `${name} 把证件交给同事`,
    receivePapers: (name: string) => `${name} 点收了证件`,
    returnPapers: (name: string) => `${name} 交还了材料`,
    setDelivery: (day: string) => `${day} 送来`,
    notDelivered: (name: string) => `没送成，证件还在 ${name} 手里`,
    reason: (text: string) => `原因：${text}`,
    papersOnly: (papers: readonly string[]) => papers.join('、'),
    papersAsked: (papers: readonly string[]) => `要补：${papers.join('、')}`,
    papersTaken: (papers: readonly string[]) => `收走原件：${papers.join('、')}`,
    papersMade: (papers: readonly string[]) => `拿到了：${papers.join('、')}`,
    papersGiven: (papers: readonly string[]) => `交还：${papers.join('、')}`
  },
  why: {
    title: (name: string) => `为什么是 ${name}`,
    order: '按顺序找人：先找本村负责的，再找后备，再找派出所值班，最后是分局值班。谁先能办，就派给谁。',
    round: (cause: string, when: string) => `${cause} · ${when}`,
    levels,
    outcomes,
    causes,
    step: (name: string, level: string) => `${name} · ${level}`
  },
  actions: {
    cancel: '撤销这件',
    changeTime: '改时间',
    rate: '评一评',
    reopen: '没办好，请重新办',
    reopenDeclined: '不同意，请重新办',
    again: '再申请一次'
  },
  cancel: {
    title: '要撤销这件吗？',
    text: '撤销以后，不会再有人来办。想办时可以重新申请。',
    reason: '为什么撤销（可以不写）',
    doText: '撤销'
  },
  changeTime: {
    title: '改到什么时候？',
    text: (name: string) => `选几个你方便的时间，${name} 会再来定。定好以前，原来约的还算数。`,
    textBare: (name: string) => `选几个你方便的时间，${name} 会来定。`,
    missing: '请至少选一个时间。',
    remark: '想说明的（可以不写）',
    doText: '改时间'
  },
  rate: {
    title: '这次办得怎么样？',
    choose: '选一个',
    missing: '请先选一个。',
    text: '想说的（可以不写）',
    doText: '发出评价'
  },
  reopen: {
    title: '为什么要重新办？',
    about: '是哪方面的问题',
    matter: { text: '事情没有办好', note: '比如证件上写错了字' },
    officer: { text: '对办事的人有意见', note: '先交给派出所值班，不再派给他' },
    reason: '哪里没办好',
    missing: '请写一写哪里没办好。',
    doText: '重新办理'
  },
  done: {
    cancel: '撤销了。',
    changeTime: '已经告诉他你想改时间。',
    provideMaterial: '已经告诉他材料备好了。',
    rate: '谢谢你的评价。',
    reopen: '已经重新派人办理。',
    withdrawConsent: '停了，不会再有人来。'
  },
  conflict: {
    moved: (status: string) => `刚才有了新进展，现在是“${status}”，所以没有照你点的办。下面是最新的。`,
    unknown: '刚才有了新进展，所以没有照你点的办。下面是最新的。',
    sentBefore: '你上次点的已经收到了，这次没有再发。下面是最新的。'
  }
}
