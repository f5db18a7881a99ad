import type { AskedKind, AskedView, ContactTie, SearchAnswer, SearchEntry, SearchStepName } from '../../contract/search'

const steps: Record<SearchStepName, string> = {
  village: '村里人去看', relative: '问申请的家人', officer: '民警再去', desk: '派出所接着找'
}
const kinds: Record<AskedKind, string> = {
  neighbour: '村里人', agent: '帮代办员', relative: '家人', officer: '民警', desk: '派出所'
}
const ties: Record<ContactTie, string> = { neighbour: '邻居', kin: '亲戚', villageStaff: '村干部', friend: '熟人' }
const answers: Record<SearchAnswer, string> = {
  seen: '见到本人了', away: '人在外地', emergency: '打了电话', going: '去看了，等回话', unreached: '没联系上',
  skip: '先问下一位'
}

/** A line of the officer's timeline about a search. */
export function searchTitle({ answer, step, kind, name, until, called }: SearchEntry, by: string): string {
  if (answer === null) return `到时间了：${steps[step ?? 'desk']}`
  if (answer === 'skip') return `${by} 不等“${steps[step ?? 'desk']}”了`
  const who = name ?? (kind === 'officer' || kind === 'desk' ? by : kinds[kind ?? 'officer'])
  if (answer === 'away') return `${who}说：人在外地，${until ?? ''} 回来`
  if (answer === 'emergency') return `${by} 打了 ${called ?? ''}`
  return `${who}：${answers[answer]}`
}

/** Words around a door that stays shut: the officer's screen, the search, and who of the village can look. */
export const search = {
  title: '正在找人',
  doorTitle: '没人应门',
  waitingFor: '找人的进展',
  stranger: { title: '登录以后才能看', text: '请你去看看人的消息，登录后会回到这里。' },
  gone: { title: '不用再去看了', text: '这件事已经有结果，或者没有请你去看。', action: '看我的消息' },
  who: (name: string, groups: readonly string[]) => [name, ...groups].join('，'),
  place: (village: string, address: string) => address === '' ? village : `${village} ${address}`,
  booked: (window: string) => `约好 ${window}，敲门没人应。`,
  notBooked: '敲门没人应。',
  inOrder: '按顺序做',
  look: { title: '看一看，听一听', text: '灯亮着没有，有没有响动、煤气味。绕到屋后看看窗户。' },
  phone: { title: (name: string) => `给${name}打电话`, none: '没有留电话，大声叫门。' },
  neighbour: { title: (tie: string, name: string) => `问${tie}${name}`, none: '没有留邻居电话，就近敲门问一问。' },
  relative: { title: (name: string) => `问家人${name}`, own: '本人申请的，没有留家人电话。' },
  desk: { title: '报派出所值班' },
  call: '打电话',
  callLabel: (name: string) => `给${name}打电话`,
  numberLabel: (phone: string, name: string) => `${phone}，给${name}打电话`,
  danger: '屋里有人喊、有煤气味、灯亮着叫不应、从窗户看见人倒着：不等，现在打 110 和 120。',
  together: (time: string) => `到 ${time} 还不知道人在哪儿：和村委会的人一起进门看，一个人不进。`,
  togetherLater: '找过一圈还不知道人在哪儿：和村委会的人一起进门看，一个人不进。',
  call110: '打 110',
  call120: '打 120',
  opened: '开门了，人在家',
  start: '没见到人，开始找人',
  startNote: '村里人、家人、派出所会按顺序收到，谁先见到人，别人就不用找了。',
  again: '没见到人，再约一次',
  worried: '我担心，现在就找人',
  noSignal: '没有信号：平台没法替你叫人。现在就照下面的号码打电话。',
  nothingKept: '手机里没有这件事的号码。先打 110 或者派出所。',
  report: {
    kept: (time: string) => `${time} 记在手机里，还没发出去。平台还没有叫人。`,
    sending: '正在发…',
    send: '现在发',
    drop: '不发了'
  },
  step: {
    names: steps,
    until: (time: string) => `等到 ${time}`,
    from: (time: string) => `${time} 起`,
    told: (time: string) => `${time} 告诉了`,
    skipped: '没有等',
    nobody: '没有留人'
  },
  kinds,
  ties,
  person: ({ kind, name, tie }: Pick<AskedView, 'kind' | 'name' | 'tie'>) =>
    [tie === null ? kinds[kind] : ties[tie], name ?? ''].join(name === null ? '' : ' '),
  answers,
  mustCall: '要打电话问',
  calledSeen: '打过了，见到了',
  calledNot: '打过了，没人接',
  doing: {
    helper: (name: string) => `${name}家里没人应门。请你去看一眼，或者打个电话。`,
    relative: (name: string) => `上门时${name}家里没人应门。人在哪儿，你知道吗？`,
    staff: (name: string) => `还不知道${name}在哪儿。见到本人、知道在哪儿、或者打了 110、120，才算完。`
  },
  say: {
    seen: '我见到本人了',
    going: '我去看看',
    unreached: '我联系不上',
    away: '我知道人在哪儿',
    emergency: '我打了 110、120',
    skip: '不等这一步了'
  },
  staffSay: { seen: '见到本人了', away: '知道在哪儿' },
  seenSheet: { title: '见到本人了吗？', text: '在哪儿见到的（可以不写）', doText: '见到了，不用找了', note: '亲眼见到、当面说过话才算。' },
  awaySheet: {
    title: '人在哪儿，哪天回来？', text: '谁说的，在哪儿', until: '哪天回来', doText: '记下，不用找了',
    missing: '请写谁说的、在哪儿。'
  },
  emergencySheet: { title: '打了哪个电话？', doText: '记下', note: '记下以后，由接警的人接着找。' },
  skipSheet: { title: '为什么不等了？', text: '原因，派出所看得到', doText: '问下一位' },
  thanks: { going: '记下了，见到人再点一下。', unreached: '记下了，会接着问下一位。', skip: '记下了，已经在问下一位。' },
  ended: {
    seen: (who: string, time: string) => `${time} ${who}见到本人了，不用找了。`,
    away: (who: string, until: string) => `${who}说人在外地，${until} 回来，不用找了。`,
    emergency: (called: string, time: string) => `${time} 打了 ${called}，由接警的人接着找。`,
    opened: (time: string) => `${time} 开门了，人在家，没事。`,
    late: '你说的也记下了。'
  },
  someone: '有人',
  open: '看这件事',
  contacts: {
    heading: '邻居或村里能去看看的人（可以不写）',
    note: '没人应门时，请他去看一眼。最多 3 位。',
    name: (at: number) => `第 ${at} 位的名字`,
    phone: (at: number) => `第 ${at} 位的电话`,
    tie: (at: number) => `第 ${at} 位是`,
    add: '再加一位',
    missing: '名字和电话都要写。',
    lead: '没人应门时先问他们。家人写的会留着。',
    confirm: '记下'
  }
}
