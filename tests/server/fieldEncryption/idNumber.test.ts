import fc from 'fast-check'
import { idNumberFault, maskIdNumber, normaliseIdNumber } from '../../../src/contract/idNumber'

const TODAY = '2026-11-24'
const GOOD = '11010519491231002X'

test('a right one is right, however it was typed', () => {
  for (const typed of [
    GOOD,
    '11010519491231002x',
    ' 110105 19491231 002X ',
    '110105-19491231-002X',
    '１１０１０５１９４９１２３１００２Ｘ'
  ]) {
    expect(idNumberFault(normaliseIdNumber(typed), TODAY)).toBeNull()
  }
})

test.each([
  ['', 'shape'],
  ['110105491231002', 'shape'],
  [`${GOOD}1`, 'shape'],
  ['1101051949123100X2', 'shape'],
  ['王10105194912310022', 'shape'],
  ['00010519491231002X', 'region'],
  ['99010519491231002X', 'region'],
  ['11010519490229002X', 'date'],
  ['11010519491301002X', 'date'],
  ['11010519490100002X', 'date'],
  ['11010520261125002X', 'future'],
  ['110105194912310021', 'checksum']
])('%s: %s', (idNumber, fault) => {
  expect(idNumberFault(idNumber, TODAY)).toBe(fault)
})

test('whoever is born today has one; tomorrow is too early', () => {
  expect(idNumberFault('11010520261124002X', '2026-11-24')).not.toBe('future')
  expect(idNumberFault('11010520261124002X', '2026-11-23')).toBe('future')
})

test('one wrong digit, or two neighbours swapped, never pass', () => {
  fc.assert(fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (place, shift) => {
    const digit = String((Number(GOOD[place]) + shift) % 10)
    expect(idNumberFault(GOOD.slice(0, place) + digit + GOOD.slice(place + 1), TODAY)).not.toBeNull()
  }))
  for (let place = 0; place < 16; place++) {
    const swapped = GOOD.slice(0, place) + GOOD[place + 1] + GOOD[place] + GOOD.slice(place + 2)
    if (swapped !== GOOD) expect(idNumberFault(swapped, TODAY)).not.toBeNull()
  }
})

test('masked it shows region and end only; what is no number shows nothing', () => {
  expect(maskIdNumber(GOOD)).toBe('1101**********002X')
  expect(maskIdNumber('12345678')).toBe('********')
})
