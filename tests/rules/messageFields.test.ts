/** Texts cut to what WeChat's fields may hold. */
import fc from 'fast-check'
import { NOTICE_EVENTS } from '../../src/contract/notice'
import { valuesOf } from '../../server/notices/message'
import { afterQuietHours } from '../../server/notices/quietHours'
import { fitted } from '../../server/wechat/messageFields'

test.each([
  ['thing1', '身份证到期换新', '身份证到期换新'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十多', '一二三四五六七八九十一二三四五六七八九…'],
  ['thing1', '  两  个\n空格 ', '两 个 空格'],
  ['thing1', '', '-'],
  ['thing1', `${'字'.repeat(18)}𠮷字`, `${'字'.repeat(18)}…`],
  ['phrase2', '约好时间了', '约好时间了'],
  ['phrase2', '约好时间了吗', '约好时间了'],
  ['phrase2', 'ok', '有消息'],
  ['character_string3', '261129-0002-7 号', '261129-0002-7'],
  ['character_string3', '编号', '-']
])('%s: %j becomes %j', (field, text, expected) => {
  expect(fitted(field, text)).toBe(expected)
})

test('whatever the text: the field takes it, and no character is cut in two', () => {
  const fields = [['thing1', 20], ['phrase2', 10], ['character_string3', 32], ['time4', 32]] as const
  fc.assert(fc.property(fc.constantFrom(...fields), fc.string({ unit: 'grapheme' }), ([field, most], text) => {
    const cut = fitted(field, text)
    expect(cut).not.toBe('')
    expect(cut.length).toBeLessThanOrEqual(most)
    expect(cut).not.toMatch(/\p{Surrogate}/u)
    if (field === 'phrase2') expect(cut).toMatch(/^\p{Script=Han}{1,5}$/u)
  }))
})

test.each(NOTICE_EVENTS)('%s: its words fit the fields without being cut', event => {
  for (const count of [1, 12]) {
    const { event: short, hint } = valuesOf(event, { count, number: '261129-0002-7', service: '换证' }, null)
    expect(fitted('phrase1', short)).toBe(short)
    expect(fitted('thing1', hint)).toBe(hint)
  }
})

test.each([
  ['2026-11-24T20:59:59+08:00', '2026-11-24T20:59:59+08:00'],
  ['2026-11-24T21:00:00+08:00', '2026-11-25T07:00:00+08:00'],
  ['2026-11-25T00:00:00+08:00', '2026-11-25T07:00:00+08:00'],
  ['2026-11-25T06:59:59+08:00', '2026-11-25T07:00:00+08:00'],
  ['2026-11-25T07:00:00+08:00', '2026-11-25T07:00:00+08:00'],
  ['2026-12-31T23:30:00+08:00', '2027-01-01T07:00:00+08:00']
])('quiet from 21:00 to 7:00: %s → %s', (at, expected) => {
  expect(afterQuietHours(Date.parse(at), { from: 1260, until: 420 })).toBe(Date.parse(expected))
})
