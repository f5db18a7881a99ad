import {
  checkIdNumber,
  checkShape,
  idNumberForExport,
  idNumberIndexOf,
  maskedIdNumber,
  openIdNumber,
  sealIdNumber
} from '../../../server/serviceRequests/idNumber'
import '../../../server/serviceRequests/kind'
import { ID_NUMBER_FAULTS } from '../../../src/contract/errors'
import { APPLICANT, APPLICANT_ID, OFFICER, storedServiceRequest } from '../../factories/storedServiceRequests'
import { openKeyring } from '../../setup/openKeyring'
import { TEST_NOW } from '../../setup/testNow'

const SAMPLE = '11010519491231002X'
const MASKED = '1101**********002X'
const ID = 'c'.repeat(24)
const SEALED = `matters/${ID}/idNumber: ${SAMPLE}`

const refusal = (check: () => unknown) => {
  try {
    return check()
  } catch (error) {
    const { code, fields } = error as { code: string; fields: Array<{ path: string; message: string }> }
    return [code, ...fields.flatMap(({ path, message }) => [path, message])]
  }
}

describe('whether a number is taken', () => {
  test.each([
    ['needed and right', SAMPLE, true, SAMPLE],
    ['not needed', null, false, null],
    ['not needed and left empty', '', false, null]
  ])('%s', (_what, given, needed, kept) => expect(checkIdNumber(given, needed, TEST_NOW)).toBe(kept))

  test.each([
    ['not needed, but given', SAMPLE, false, '这件事用不着身份证号，请把它去掉。'],
    ['needed, but missing', null, true, '请填身份证号，办之前要先查。'],
    ['needed, but empty', '', true, '请填身份证号，办之前要先查。'],
    ['a wrong digit', '110105194912310021', true, ID_NUMBER_FAULTS.checksum]
  ])('%s: refused at its field', (_what, given, needed, message) => {
    expect(refusal(() => checkIdNumber(given, needed, TEST_NOW))).toEqual(['validationFailed', 'idNumber', message])
  })

  test('its shape, by the day of Shanghai', () => {
    expect(checkShape(SAMPLE, TEST_NOW)).toBe(SAMPLE)
    expect(refusal(() => checkShape(SAMPLE, Date.parse('1949-12-30T15:59:59Z')))).toEqual([
      'validationFailed',
      'idNumber',
      ID_NUMBER_FAULTS.future
    ])
    expect(checkShape(SAMPLE, Date.parse('1949-12-30T16:00:00Z'))).toBe(SAMPLE)
  })
})

test('it is sealed for its matter and found by its keyed hash', async () => {
  expect(await sealIdNumber(openKeyring, ID, SAMPLE)).toEqual({ idNumber: SEALED, idNumberIndex: `idNumber#${SAMPLE}` })
  expect(await sealIdNumber(openKeyring, ID, null)).toEqual({ idNumber: null, idNumberIndex: null })
  expect(await idNumberIndexOf(openKeyring, SAMPLE)).toBe(`idNumber#${SAMPLE}`)
})

test('whole for its story, masked for everybody of the matter, nothing where none is kept', async () => {
  const stored = storedServiceRequest({ idNumber: SEALED })
  expect([await openIdNumber(openKeyring, stored), await maskedIdNumber(openKeyring, stored)]).toEqual([SAMPLE, MASKED])
  const without = storedServiceRequest()
  expect([await openIdNumber(openKeyring, without), await maskedIdNumber(openKeyring, without)]).toEqual([null, null])
})

describe('taken along, it is whole for the person whose number it is', () => {
  const beneficiary = { id: null, name: '赵桂兰', kinship: 'parent' as const, phone: null, phoneIndex: 'hash-elder' }
  const own = storedServiceRequest({ idNumber: SEALED })
  const forElder = storedServiceRequest({ idNumber: SEALED, beneficiary, concerns: [APPLICANT_ID, 'hash-elder'] })
  test.each([
    ['asked for oneself', own, APPLICANT, SAMPLE],
    ['asked for somebody else', forElder, APPLICANT, MASKED],
    ['the beneficiary', forElder, { ...APPLICANT, id: 'e'.repeat(24), phoneIndex: 'hash-elder' }, SAMPLE],
    ['staff', own, OFFICER, MASKED]
  ])('%s', async (_who, stored, viewer, told) =>
    expect(await idNumberForExport(openKeyring, stored, viewer, TEST_NOW)).toBe(told)
  )
})
