import type { Channel } from '../../contract/catalogue'
import type { Status } from '../../contract/serviceRequest'

const sentences: Record<Status, string | Record<Channel, string>> = {
  assigned: '已经派给办事的人，等他接办。',
  accepted: { homeVisit: '已经有人接办，会打电话约上门时间。', paperwork: '已经有人接办，正在准备。' },
  scheduled: { homeVisit: '上门的日子约好了。', paperwork: '办理的日子约好了。' },
  underway: { homeVisit: '办事的人已经出发。', paperwork: '正在办。' },
  awaitingDocument: '材料收好了，证件正在做。',
  delivering: '证件做好了，正在送来。',
  completed: '办完了。',
  cancelled: '这件已经撤销。',
  declined: '这件不能办，理由登录后能看，也可以打派出所电话问。'
}

/** Words of following a service request by its number, without signing in. */
export const progress = {
  title: '查进度',
  entry: '查进度',
  entryNote: '有编号就能查，不用登录',
  entryLong: '有编号？不登录也能查进度',
  lead: '填编号和手机号后四位，不用登录。',
  number: '编号',
  numberExample: '261124-0007-7',
  numberHint: '在单子上，横线可以不写',
  numberMissing: '请填编号，在单子上或办件里。',
  numberWrong: '编号不对，请照着单子再看一遍。',
  tail: '手机号后四位',
  tailHint: '申请时用的手机号',
  tailMissing: '请填手机号的后四位数字。',
  ask: '查一查',
  again: '查另一件',
  material: '要补材料，补来之前不算时间。登录后能看要补什么，也可以打派出所电话问。',
  sentence: (status: Status, channel: Channel): string => {
    const words = sentences[status]
    return typeof words === 'string' ? words : words[channel]
  },
  day: {
    homeVisit: (day: string) => `约好 ${day} 上门。`,
    paperwork: (day: string) => `约好 ${day} 办理。`
  } satisfies Record<Channel, (day: string) => string>,
  station: '这件事归哪里管',
  call: (station: string) => `给${station}打电话`,
  more: '想看是谁在办、什么时候来，请登录后看。',
  signIn: '登录看全部'
}
