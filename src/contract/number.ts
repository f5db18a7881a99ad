/**
 * The number of a service request: day, serial of the day, check digit, as 261123-0007-9. It is short enough to be read
 * out.
 */
const DIGITS = /^(\d{6})(\d{4,6})(\d)$/

/** Luhn check digit of a string of digits: one wrong digit or two swapped ones are noticed. */
export function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return (10 - (sum % 10)) % 10
}

/** @param day yymmdd @param serial serial of the day, at least 1 */
export function writeNumber(day: string, serial: number): string {
  const digits = String(serial).padStart(4, '0')
  return `${day}-${digits}-${checkDigit(day + digits)}`
}

/**
 * Reads a number as somebody typed it, with or without dashes and spaces, in full-width digits too.
 * @returns the number as it is printed; null when it can't be one, the check digit included
 */
export function readNumber(typed: string): string | null {
  const plain = typed
    .replace(/[\uff10-\uff19]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u2010-\u2015\uff0d-]/g, '')
  const [, day, serial, check] = DIGITS.exec(plain) ?? []
  if (day === undefined || serial === undefined || Number(check) !== checkDigit(day + serial)) return null
  return `${day}-${serial}-${check}`
}
