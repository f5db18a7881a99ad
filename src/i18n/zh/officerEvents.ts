import type { SpineAct } from '../../contract/matter'
import type { Action } from '../../contract/serviceRequest'

/** The person who acted, the new assignee, and the appointment; empty where an entry has none. */
export interface Told {
  by: string
  to: string
  window: string
  /** The day of the appointment. */
  day: string
  /** True when the matter was completed at once, without a document to wait for. */
  done: boolean
}

/** The titles of the entries of a timeline, for staff. */
export const events: Record<Action | SpineAct, (told: Told) => string> = {
  submit: ({ by }) => `${by} 申请`,
  accept: ({ by }) => `${by} 接办`,
  handBack: ({ by, to }) => `${by} 退回，派给 ${to}`,
  reassign: ({ by, to }) => `${by} 改派给 ${to}`,
  cancel: ({ by }) => `${by} 撤销了`,
  decline: ({ by }) => `${by} 不予办理`,
  askMaterial: ({ by }) => `${by} 让居民补材料`,
  provideMaterial: ({ by }) => `${by} 补来了`,
  escalate: ({ by, to }) => `${by} 转民警上门，派给 ${to}`,
  schedule: ({ window }) => `约好 ${window}`,
  setOut: ({ by }) => `${by} 出发了`,
  nobodyHome: ({ window }) => window === '' ? '没见到人，开始找人' : `没见到人，再约 ${window}`,
  finish: ({ by, done }) => done ? `${by} 办结` : `${by} 办完手续，等制证`,
  documentReady: () => '证件拿到了，正在送',
  deliver: ({ by }) => `${by} 送到，办结`,
  reopen: ({ by, to }) => `${by} 要求重新办，派给 ${to}`,
  rate: ({ by }) => `${by} 评价了`,
  changeTime: ({ by }) => `${by} 想改时间`,
  recordConsent: ({ by }) => `本人说了同意，${by} 记下`,
  withdrawConsent: () => '本人不同意办，停了',
  takePapers: ({ by }) => `${by} 收下材料`,
  givePapers: ({ by }) => `${by} 说交出去了`,
  receivePapers: ({ by }) => `${by} 点收了`,
  returnPapers: ({ by }) => `${by} 交还材料`,
  setDelivery: ({ day }) => `定好 ${day} 送`,
  notDelivered: ({ by }) => `没送成，证件在 ${by} 手里`,
  undoNobodyHome: ({ by }) => `${by} 报：人在家，没事`,
  nameContacts: ({ by }) => `${by} 写了能去看看的人`,
  answerSearch: () => '找人',
  searchStep: () => '找人',
  noteCall: ({ by }) => `${by} 打过电话了`,
  climb: ({ to }) => `没人接办，转给 ${to}`,
  redate: () => '答应办好的日子改了'
}
