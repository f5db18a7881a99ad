import { idNumberFault, maskIdNumber, normaliseIdNumber } from '../../../src/contract/idNumber'

const SAMPLE = '11010519491231002X'
const TODAY = '2026-11-24'

/**
 * A number with a right check digit, by the standard's own formula. The county 0000 does not exist, so nobody has it.
 */
function withCheckDigit(region: string, birthday: string): string {
  const digits = `${region}0000${birthday}001`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return digits + '10X98765432'[sum % 11]!
}

describe('what is wrong with an identity number', () => {
  test('nothing with the published sample', () => expect(idNumberFault(SAMPLE, TODAY)).toBeNull())

  test.each([
    ['a digit too few', '1101051949123100X'],
    ['a digit too many', `1${SAMPLE}`],
    ['a digit after it', `${SAMPLE}1`],
    ['a small x', SAMPLE.toLowerCase()],
    ['an X in the middle', '110105194912310X28'],
    ['another letter at the end', '11010519491231002A'],
    ['nothing', '']
  ])('its shape: %s', (_what, idNumber) => expect(idNumberFault(idNumber, TODAY)).toBe('shape'))

  test('its region: every two digits that no province, region or city has', () => {
    const known = '11-15 21-23 31-37 41-46 50-54 61-65 71 81-83'.split(' ').flatMap(span => {
      const [from, until] = span.split('-').map(Number) as [number, number | undefined]
      return Array.from({ length: (until ?? from) - from + 1 }, (_, index) => String(from + index))
    })
    for (let code = 0; code < 100; code++) {
      const region = String(code).padStart(2, '0')
      expect([region, idNumberFault(withCheckDigit(region, '19491231'), TODAY)]).toEqual([
        region,
        known.includes(region) ? null : 'region'
      ])
    }
  })

  test.each([['20230229'], ['19490431'], ['19491301'], ['19490001'], ['19490100'], ['19491232']])(
    'its date: %s',
    birthday => {
      expect(idNumberFault(withCheckDigit('11', birthday), TODAY)).toBe('date')
    }
  )

  test.each([
    ['20240229', null], ['20261124', null], ['20261125', 'future'], ['20270101', 'future'], ['19000101', null]
  ])('born %s, asked on 24 November 2026: %p', (birthday, fault) => {
    expect(idNumberFault(withCheckDigit('11', birthday), TODAY)).toBe(fault)
  })

  test('any one digit changed', () => {
    for (let place = 0; place < 17; place++) {
      for (let step = 1; step < 10; step++) {
        const changed = [...SAMPLE].with(place, String((Number(SAMPLE[place]) + step) % 10)).join('')
        expect([changed, idNumberFault(changed, TODAY)]).not.toEqual([changed, null])
      }
    }
    expect(idNumberFault('110105194912310021', TODAY)).toBe('checksum')
  })
})

test.each([
  [' 110105 19491231 002x '], ['110105-19491231-002X'], ['１１０１０５１９４９１２３１００２Ｘ'], ['110105\u300019491231\t002x']
])('%j is kept as the sample', typed => expect(normaliseIdNumber(typed)).toBe(SAMPLE))

test.each([
  [SAMPLE, '1101**********002X'], ['110105491231002', '1101*******1002'], ['11010549123100', '**************'], ['', '']
])('%j is shown as %j', (idNumber, shown) => expect(maskIdNumber(idNumber)).toBe(shown))
