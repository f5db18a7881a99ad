import type { Channel } from '../../contract/catalogue'
import type { Rank } from '../../contract/roles'

const channels: Record<Channel, string> = { paperwork: '帮办手续', homeVisit: '上门' }

/** Words that the officers' and the station desk's screens share. */
export const staff = {
  channels,
  forWhom: (name: string, applicant: string) => `给 ${name} · ${applicant} 替他申请`,
  own: (name: string) => `${name} · 本人申请`,
  timeChangeAsked: '想改时间',
  searching: '没人应门，正在找人',
  clock: {
    acceptBy: (time: string) => `${time} 前接办`,
    acceptWithin: (time: string, left: string) => `${time} 前接办，还有 ${left}`,
    acceptLate: (length: string) => `接办已超时 ${length}`,
    visit: { homeVisit: (window: string) => `${window} 上门`, paperwork: (window: string) => `${window} 办理` },
    visitDue: (window: string) => `约的 ${window} 到了，还没出发`,
    visitLate: (window: string) => `约的 ${window} 已过`,
    promise: (day: string) => `${day} 前办结`,
    promiseLate: (length: string) => `办结已超时 ${length}`,
    delivery: (day: string) => `${day} 送到`,
    deliveryLate: (day: string) => `说好 ${day} 送到，还没送`,
    waiting: '等居民补材料，不计时',
    minutes: (count: number) => `${count} 分钟`,
    hours: (count: number) => `${count} 小时`,
    days: (count: number) => `${count} 天`
  },
  kinds: { agent: '帮代办员', desk: '派出所值班', police: '民警', auxiliary: '辅警' },
  stranger: { title: '请先登录', text: '登录以后才能看到要办的事。' },
  conflict: {
    taken: (name: string) => `刚才 ${name} 接了，现在由他办。`,
    passedOn: (name: string) => `刚才派给 ${name} 了，等他接。`,
    moved: (status: string, name: string) => `刚才有了新进展：${status}，由 ${name} 办。`,
    over: (status: string) => `刚才有了新进展：${status}。`,
    movedOn: '刚才有人改动了，先看看最新进展。',
    sentBefore: '上一次其实已经发出去了。先看看最新进展，要改再改。',
    gone: '这件已经不在你这里了。',
    seeLatest: '看最新进展'
  },
  notSent: '没有发出去。你填的都在，有信号时再点一次，不会重复。',
  draftFound: '接着上次没发完的写。',
  quick: '点一下就填上',
  reasonMissing: '请写一写原因。'
}

/** A colleague's duty, in a word. */
export function colleagueWord(kind: 'agent' | 'officer' | 'desk', rank: Rank | null): string {
  return kind === 'officer' ? staff.kinds[rank ?? 'police'] : staff.kinds[kind]
}
