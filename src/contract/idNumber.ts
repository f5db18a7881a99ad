/** Resident identity numbers (GB 11643-1999): checked before they are kept, masked wherever they are shown. */

export type IdNumberFault = 'shape' | 'region' | 'date' | 'future' | 'checksum'

/**
 * First two digits: provinces, regions and cities, then Taiwan, Hong Kong, Macao and residence permits for Taiwan
 * people.
 */
const REGIONS = new Set((
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'
).split(' '))
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'

/** An identity number as it is stored and compared: ASCII digits without spaces or hyphens, a capital X. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/**
 * What is wrong with an identity number, or null. Finds typing errors; whether the number was ever issued is not known
 * here.
 * @param idNumber normalised
 * @param today YYYY-MM-DD in Shanghai
 */
export function idNumberFault(idNumber: string, today: string): IdNumberFault | null {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return 'shape'
  if (!REGIONS.has(idNumber.slice(0, 2))) return 'region'
  const birthday = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
  if (!isDay(birthday)) return 'date'
  if (birthday > today) return 'future'
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0)
  return CHECK_DIGITS[sum % 11] === idNumber[17] ? null : 'checksum'
}

/** 11010519491231002X → 1101**********002X; a text too short to be a number is masked whole. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length < 15) return '*'.repeat(idNumber.length)
  return idNumber.slice(0, 4) + '*'.repeat(idNumber.length - 8) + idNumber.slice(-4)
}

/** Whether the date exists: 2023-02-29 does not. */
function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === day
}
