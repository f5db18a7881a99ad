import { STATUSES } from '../../src/contract/serviceRequest'
import type { ServiceRequestDetail } from '../../src/contract/serviceRequestViews'
import { nextWords } from '../../src/i18n/nextWords'
import { mainActionOf } from '../../src/pages/serviceRequests/detail/mainAction'
import { stateSentence } from '../../src/pages/serviceRequests/detail/stateSentence'
import { detailOf, entryOf, NOW } from '../factories/serviceRequestViews'

const appointment = { start: '2026-11-25T09:00:00+08:00', end: '2026-11-25T11:00:00+08:00' }
const past = { start: '2026-11-23T09:00:00+08:00', end: '2026-11-23T11:00:00+08:00' }
const accepted = {
  status: 'accepted', proofs: { serverAt: '', handsetAt: null, acceptedAt: '2026-11-24T09:20:00+08:00' }
} as const
const asked: Partial<ServiceRequestDetail> = {
  waitingOn: 'resident', materialAsked: { papers: ['户口簿'], text: '', at: '2026-11-23T17:02:00+08:00' }
}

describe('the sentence that says how it stands', () => {
  it.each<[string, Partial<ServiceRequestDetail>, string]>([
    ['just asked', {}, '已经派给 周岭，他最晚 今天 14:30 接办。'],
    ['asked, the deadline unknown', { acceptBy: null }, '已经派给 周岭，等他接办。'],
    ['not accepted in time', { acceptBy: '2026-11-24T09:30:00+08:00' }, '周岭 还没有接办，后备的人也收到了。着急就打电话。'],
    ['accepted', accepted, '周岭 今天 9:20 接办了，会打电话约上门时间。'],
    ['accepted, with a promise', { ...accepted, channel: 'paperwork', expectedBy: '2026-11-27T17:30:00+08:00' },
      '周岭 今天 9:20 接办了，正在准备。周五（11月27日） 前办好。'],
    [
      'a promise that has passed is not repeated', { ...accepted, expectedBy: '2026-11-23T17:30:00+08:00' },
      '周岭 今天 9:20 接办了，会打电话约上门时间。'
    ],
    ['waiting for the reader', { ...accepted, ...asked, actions: ['provideMaterial'] }, '周岭 昨天 17:02 请你补材料。补来之前不算时间。'],
    ['waiting for somebody else', { ...accepted, ...asked, viewer: 'beneficiary' }, '周岭 昨天 17:02 请 赵明英 补材料。补来之前不算时间。'],
    ['agreed', { status: 'scheduled', appointment }, '约好了：明天 9:00–11:00（11月25日），周岭 到家里来。'],
    [
      'agreed anew after nobody was home', { status: 'scheduled', appointment, missed: 1 },
      '上次没见到人。约好了：明天 9:00–11:00（11月25日），周岭 到家里来。'
    ],
    ['another time was asked for', { status: 'scheduled', appointment, timeChangeAsked: true },
      '已经说了想改时间，周岭 会再来定。定好以前，还是 明天 9:00–11:00（11月25日）。'],
    [
      'the appointment has passed', { status: 'scheduled', appointment: past },
      '约好的 周一 9:00–11:00（11月23日） 已经过了，还没有新消息。打电话问问 周岭。'
    ],
    ['on the way', { status: 'underway', timeline: [entryOf('setOut')] }, '周岭 今天 9:20 出发了，请在家等他。'],
    [
      'the document is being made', { status: 'awaitingDocument', timeline: [entryOf('finish')] },
      '材料 今天 9:20 收好了，证件正在做。'
    ],
    [
      'the document is on its way', { status: 'delivering', timeline: [entryOf('documentReady')] },
      '证件 今天 9:20 做好了，周岭 送到家里来。'
    ],
    ['done', { status: 'completed', timeline: [entryOf('deliver')] }, '今天 9:20 办完了。'],
    ['cancelled', { status: 'cancelled', timeline: [entryOf('cancel')] }, '今天 9:20 撤销了，不会再有人来。'],
    ['declined', { status: 'declined', timeline: [entryOf('decline')] }, '周岭 今天 9:20 答复：不能办。理由写在下面。']
  ])('%s', (_, fields, sentence) => {
    expect(stateSentence(detailOf(fields), NOW)).toBe(sentence)
  })

  it('says of the last time when something happened twice', () => {
    const timeline = [
      entryOf('setOut', { at: '2026-11-20T09:00:00+08:00' }), entryOf('setOut', { at: '2026-11-24T08:40:00+08:00' })
    ]
    expect(stateSentence(detailOf({ status: 'underway', timeline }), NOW)).toContain('今天 8:40')
  })
})

describe('the next thing on one line', () => {
  it.each<[string, Partial<ServiceRequestDetail>, string]>([
    ['before it is accepted', {}, '等 周岭 接办，最晚 今天 14:30'],
    ['when the time to accept has passed', { acceptBy: '2026-11-24T09:30:00+08:00' }, '等 周岭 接办'],
    ['with an appointment', { status: 'scheduled', appointment }, '明天 9:00–11:00（11月25日） 上门 · 周岭'],
    [
      'while another time is being looked for', { status: 'scheduled', appointment, timeChangeAsked: true },
      '等 周岭 重新约时间'
    ],
    ['while the reader owes something', { ...accepted, ...asked }, '周岭 等你补材料'],
    ['when it is closed', { status: 'completed' }, '今天 9:02 申请']
  ])('%s', (_, fields, line) => {
    expect(nextWords(detailOf(fields), NOW)).toBe(line)
  })
})

describe('what is under the thumb', () => {
  it('is what waits for the reader before anything else', () => {
    expect(mainActionOf({ status: 'accepted', actions: ['cancel', 'provideMaterial', 'changeTime'] })).toBe(
      'provideMaterial'
    )
    expect(mainActionOf({ status: 'completed', actions: ['reopen', 'rate'] })).toBe('rate')
  })

  it('is the call as long as somebody has it or has refused it, else asking anew', () => {
    const anew = STATUSES.filter(status => mainActionOf({ status, actions: [] }) === 'again')
    expect(anew).toEqual(['completed', 'cancelled'])
  })
})
