import { checkDigit, readNumber, writeNumber } from '../../../src/contract/number'

describe('the number of a matter', () => {
  // Worked out by hand with Luhn's rule: from the right every other digit is doubled, 9 taken off what exceeds 9.
  test.each([
    ['2611230007', 9],
    ['0', 0],
    ['5', 9],
    ['05', 9],
    ['50', 5],
    ['91', 9],
    ['7992739871', 3]
  ])('the check digit of %s is %i', (digits, check) => {
    expect(checkDigit(digits)).toBe(check)
  })

  test.each([
    [1, '261123-0001-2'],
    [7, '261123-0007-9'],
    [9999, '261123-9999-8'],
    [10_000, '261123-10000-8'],
    [999_999, '261123-999999-0']
  ])('serial %i of a day is written %s and read back', (serial, number) => {
    expect(writeNumber('261123', serial)).toBe(number)
    expect(readNumber(number)).toBe(number)
  })

  test.each([
    ['26112300079'], ['261123 0007 9'], [' 261123-0007-9\n'], ['261123\u20130007\u20149'], ['261123\uff0d0007\uff0d9'],
    ['２６１１２３-０００７-９'], ['261123\u20100007\u20159'], ['2611230 00\t79']
  ])('typed as %j it is the same', typed => expect(readNumber(typed)).toBe('261123-0007-9'))

  test.each([
    ['another check digit', '261123-0007-8'],
    ['a serial of three digits', `261123-007-${checkDigit('261123007')}`],
    ['nothing', ''],
    ['a serial of seven digits', `261123-0000007-${checkDigit('2611230000007')}`],
    ['a letter before it', 'a261123-0007-9'],
    ['a letter after it', '261123-0007-9a'],
    ['a letter in it', '26112x-0007-9'],
    ['dots in it', '261123.0007.9'],
    ['full-width letters', '２６１１２３-０００７-Ａ']
  ])('%s is refused', (_what, typed) => expect(readNumber(typed)).toBeNull())
})
