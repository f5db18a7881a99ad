import type { Channel } from '../../contract/catalogue'
import type { Status } from '../../contract/serviceRequest'
import type { Assignee, Kinship, SpecialGroup } from '../../contract/serviceRequestViews'

const statuses: Record<Status, string> = {
  assigned: '已派单',
  accepted: '已受理',
  scheduled: '已预约',
  underway: '办理中',
  awaitingDocument: '制证中',
  delivering: '送证中',
  completed: '已办结',
  cancelled: '已撤销',
  declined: '不予办理'
}

const channels: Record<Channel, string> = { paperwork: '帮我办手续', homeVisit: '请到家里来' }

const specialGroups: Record<SpecialGroup, string> = {
  livesAlone: '一个人住',
  over80: '80 岁以上',
  disabled: '行动不便',
  seriouslyIll: '重病在身'
}

const kinships: Record<Kinship, string> = {
  parent: '父亲或母亲',
  spouse: '爱人',
  child: '儿子或女儿',
  grandparent: '爷爷奶奶或姥姥姥爷',
  sibling: '兄弟姐妹',
  otherRelative: '别的亲戚',
  neighbour: '邻居'
}

const duties = {
  agent: '帮代办员',
  police: '包村民警',
  auxiliary: '包村辅警',
  stationDesk: '派出所值班',
  districtDesk: '分局值班'
}

/** A person's duty for the village, in words: 包村民警, 派出所值班 … */
export function dutyWord({ kind, rank, level }: Pick<Assignee, 'kind' | 'rank' | 'level'>): string {
  if (kind === 'agent') return duties.agent
  if (kind === 'officer') return rank === 'auxiliary' ? duties.auxiliary : duties.police
  return level === 'districtDesk' ? duties.districtDesk : duties.stationDesk
}

/** Words about a service request that the screens of residents and of staff share. */
export const serviceRequest = {
  statuses,
  channels,
  specialGroups,
  kinships,
  waitingOnResident: '等你补材料',
  steps: { homeVisit: ['收到', '约好', '上门', '办结'], paperwork: ['收到', '接办', '在办', '办结'] } as const,
  stepsSpoken: (reached: number, word: string) => `一共四步，现在到第 ${reached} 步：${word}`,
  number: (number: string) => `编号 ${number}`,
  forWhom: (name: string) => `给 ${name}`,
  proofs: {
    server: { yes: '平台已收到', notYet: '平台还没收到' },
    handset: { yes: '到他手机', notYet: '还没到他手机' },
    accepted: { yes: '他已接办', notYet: '等他接办' }
  },
  duties,
  /** The next step, on one line. */
  next: {
    material: (name: string) => `${name} 等你补材料`,
    accept: (name: string) => `等 ${name} 接办`,
    acceptBy: (name: string, time: string) => `等 ${name} 接办，最晚 ${time}`,
    arrange: { homeVisit: (name: string) => `${name} 会和你约上门时间`, paperwork: (name: string) => `${name} 在准备替你办` },
    appointment: {
      homeVisit: (window: string, name: string) => `${window} 上门 · ${name}`,
      paperwork: (window: string, name: string) => `${window} 办理 · ${name}`
    },
    newTime: (name: string) => `等 ${name} 重新约时间`,
    underway: { homeVisit: (name: string) => `${name} 已经出发`, paperwork: (name: string) => `${name} 正在替你办` },
    awaitingDocument: '证件正在做',
    awaitingDocumentBy: (day: string) => `证件正在做，${day} 前办好`,
    delivering: (name: string) => `证件做好了，${name} 正在送来`,
    deliveryOn: (name: string, day: string) => `${day} ${name} 送证来`,
    asked: (when: string) => `${when} 申请`
  }
}
