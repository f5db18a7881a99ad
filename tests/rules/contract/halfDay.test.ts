import { hoursOfPart, NOON } from '../../../src/contract/halfDay'

const USUAL = [{ from: 510, until: 720 }, { from: 810, until: 1050 }]

test.each([
  ['the usual hours', USUAL, { from: 510, until: 720 }, { from: 810, until: 1050 }],
  ['through noon', [{ from: 540, until: 900 }], { from: 540, until: 720 }, { from: 720, until: 900 }],
  ['with breaks', [{ from: 480, until: 540 }, { from: 600, until: 660 }, { from: 780, until: 840 }, { from: 900, until: 960 }],
    { from: 480, until: 660 }, { from: 780, until: 960 }],
  ['a morning alone', [{ from: 480, until: 720 }], { from: 480, until: 720 }, null],
  ['an afternoon alone', [{ from: 720, until: 1020 }], null, { from: 720, until: 1020 }],
  ['no hours', [], null, null]
])('%s: what is worked of the morning and of the afternoon', (_which, hours, morning, afternoon) => {
  expect([hoursOfPart(hours, 'morning'), hoursOfPart(hours, 'afternoon')]).toEqual([morning, afternoon])
})

test('noon is 12 o’clock', () => expect(NOON).toBe(720))
