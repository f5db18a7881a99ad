import { ACTIONS } from '../../src/contract/serviceRequest'
import type { TimelineEntry } from '../../src/contract/serviceRequestViews'
import { timelineLines } from '../../src/pages/serviceRequests/detail/timelineLines'
import { detailOf, entryOf, NOW } from '../factories/serviceRequestViews'

const lineOf = (entry: TimelineEntry) => timelineLines(detailOf({ timeline: [entry] }), NOW)[0]

describe('the timeline in plain words', () => {
  it('begins with who has it, above who asked', () => {
    expect(timelineLines(detailOf(), NOW).map(({ title, when }) => [title, when])).toEqual([
      ['派给 周岭', '今天 9:02'],
      ['你提交了申请', '今天 9:02']
    ])
  })

  it('is newest first', () => {
    const timeline = [entryOf('submit'), entryOf('accept'), entryOf('schedule')]
    expect(timelineLines(detailOf({ timeline }), NOW).map(({ title }) => title)).toEqual([
      '约好了上门时间', '周岭 接办了', '你提交了申请'
    ])
  })

  it('names the applicant to whom it was asked for', () => {
    const detail = detailOf({ viewer: 'beneficiary', timeline: [entryOf('changeTime')] })
    expect(timelineLines(detail, NOW)[0]).toMatchObject({ title: '赵明英 想改时间', when: '今天 9:20 · 赵明英' })
  })

  it('says which papers were asked for, taken, made and given back', () => {
    const papers = ['户口簿', '旧身份证']
    expect(lineOf(entryOf('askMaterial', { papers, text: '带原件' }))?.notes).toEqual(['要补：户口簿、旧身份证', '带原件'])
    expect(lineOf(entryOf('finish', { status: 'awaitingDocument', papers }))).toMatchObject({
      title: '周岭 收好了材料，等证件做好', notes: ['收走原件：户口簿、旧身份证']
    })
    expect(lineOf(entryOf('documentReady', { papers }))?.notes).toEqual(['拿到了：户口簿、旧身份证'])
    expect(lineOf(entryOf('deliver', { papers }))?.notes).toEqual(['交还：户口簿、旧身份证'])
  })

  it('tells reasons, and the next time after nobody was home', () => {
    const appointment = { start: '2026-11-26T09:00:00+08:00', end: '2026-11-26T11:00:00+08:00' }
    expect(lineOf(entryOf('cancel', { text: '自己去办了' }))?.notes).toEqual(['原因：自己去办了'])
    expect(lineOf(entryOf('nobodyHome', { text: '敲门没人应', appointment }))?.notes).toEqual([
      '敲门没人应', '改约 后天 9:00–11:00（11月26日）'
    ])
  })

  it('gives the rating its word', () => {
    const detail = detailOf({
      timeline: [entryOf('rate')], rating: { stars: 2, text: '', at: '2026-11-24T09:20:00+08:00' }
    })
    expect(timelineLines(detail, NOW)[0]?.title).toBe('你评价：不满意')
  })

  it.each(ACTIONS)('has words for %s', action => {
    const line = lineOf(entryOf(action, { assignee: { id: 'p', name: '王平' } }))
    expect(line?.title).toMatch(/\p{Script=Han}{2}/u)
    expect(line?.title).not.toMatch(/undefined|null/)
  })
})
