import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { createKeyring } from '../../../server/fieldEncryption/keyring'
import { openMasterKeys } from '../../../server/fieldEncryption/masterKeys'
import { DataKeyModel } from '../../../server/fieldEncryption/model'
import { checkMasterKeys } from '../../../server/fieldEncryption/rotate'
import { SealError, type Place } from '../../../server/fieldEncryption/sealedText'
import type { FieldCipher } from '../../../server/fieldEncryption/suites'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'
import { TEST_NOW } from '../../setup/testNow'

let app: TestApp
beforeAll(async () => { app = await buildApp() })
afterAll(() => app.stop())

const ID_NUMBER = '11010519491231002X'
const PLACE: Place = { collection: 'people', id: '65f000000000000000000001', path: 'idNumber' }
const masterKeys = openMasterKeys(TEST_KEYS)
const otherMaster = openMasterKeys({ fieldKeys: { key: randomBytes(32).toString('base64') }, dataDir: '' })
const process = (cipher: FieldCipher = 'aes-256-gcm', keys = masterKeys) =>
  createKeyring({ masterKeys: keys, cipher, now: () => TEST_NOW })

/** The error of a failing call; fails the test when the call succeeds. */
async function faultOf(opening: Promise<string>): Promise<SealError> {
  const error: unknown = await opening.then(() => null, thrown => thrown)
  expect(error).toBeInstanceOf(SealError)
  return error as SealError
}

describe.each(['aes-256-gcm', 'sm4-cbc-hmac-sm3'] as const)('%s', cipher => {
  test('any text comes back, in another process too', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async text => {
      const sealed = await process(cipher).seal(text, PLACE)
      expect(await process().open(sealed, PLACE)).toBe(text)
    }), { numRuns: 30 })
  })

  test('the sealed value tells its suite and key and nothing of the text; twice sealed it looks different', async () => {
    const keyring = process(cipher)
    const [one, two] = [await keyring.seal(ID_NUMBER, PLACE), await keyring.seal(ID_NUMBER, PLACE)]
    expect(one).toMatch(cipher === 'aes-256-gcm' ? /^f1\.a\.[\w-]{12}\./ : /^f1\.s\.[\w-]{12}\./)
    expect(one.length).toBeLessThan(140)
    expect(one).not.toContain(ID_NUMBER)
    expect(one).not.toBe(two)
  })

  test('moved to another document, field or collection it does not open', async () => {
    const keyring = process(cipher)
    const sealed = await keyring.seal(ID_NUMBER, PLACE)
    await keyring.seal('x', { ...PLACE, path: 'passport' })
    for (const other of [{ id: '65f000000000000000000002' }, { path: 'passport' }, { collection: 'beneficiaries' }]) {
      expect((await faultOf(keyring.open(sealed, { ...PLACE, ...other }))).why).toBe('changed')
    }
  })

  test('whatever character is changed, it does not open, and the error tells nothing', async () => {
    const keyring = process(cipher)
    const sealed = await keyring.seal(ID_NUMBER, PLACE)
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.constantFrom(...'ABab01-_.'), async (place, character) => {
        fc.pre(sealed[place] !== character)
        const error = await faultOf(keyring.open(sealed.slice(0, place) + character + sealed.slice(place + 1), PLACE))
        expect(error.cause).toBeUndefined()
        for (const told of [error.message, String(error.stack)]) expect(told).not.toMatch(/1101|65f0{21}1/)
      }),
      { numRuns: 60 }
    )
  })

  test('cut short, lengthened or of another suite it does not open', async () => {
    const keyring = process(cipher)
    const sealed = await keyring.seal(ID_NUMBER, PLACE)
    const other = sealed.replace(/^f1\.[as]/, cipher === 'aes-256-gcm' ? 'f1.s' : 'f1.a')
    const [head, tag] = [sealed.slice(0, sealed.lastIndexOf('.')), sealed.slice(sealed.lastIndexOf('.') + 1)]
    for (const wrong of ['', ID_NUMBER, `${sealed}.AAAA`, head, `${head}.`, `${head}.${tag.slice(0, 16)}`, other])
      await faultOf(keyring.open(wrong, PLACE))
  })
})

test('whoever has the database but not the master key opens nothing', async () => {
  const sealed = await process().seal(ID_NUMBER, PLACE)
  expect((await faultOf(process('aes-256-gcm', otherMaster).open(sealed, PLACE))).why).toBe('changed')
  const stored = JSON.stringify(await DataKeyModel.find().lean())
  expect(stored).not.toContain(TEST_KEYS.fieldKeys.key.slice(0, 20))
})

test('at start a key file that does not fit is refused in a sentence', async () => {
  await process().seal(ID_NUMBER, PLACE)
  await expect(checkMasterKeys(masterKeys)).resolves.toBeUndefined()
  await expect(checkMasterKeys(otherMaster)).rejects.toThrow(/^FIELD_KEY doesn't fit the database/)
})

test('a wrapped data key can not take another’s place', async () => {
  const keyring = process()
  await keyring.seal('x', { ...PLACE, path: 'one' })
  const sealed = await keyring.seal(ID_NUMBER, { ...PLACE, path: 'two' })
  const one = await DataKeyModel.findOne({ purpose: 'seal:people.one' }).orFail()
  await DataKeyModel.updateOne({ purpose: 'seal:people.two' }, { $set: { wrapped: one.wrapped } })
  expect((await faultOf(process().open(sealed, { ...PLACE, path: 'two' }))).why).toBe('changed')
})

test('many processes that need the first key at once make one', async () => {
  const place = { ...PLACE, path: 'raced' }
  const sealed = await Promise.all(Array.from({ length: 12 }, () => process().seal(ID_NUMBER, place)))
  expect(await DataKeyModel.countDocuments({ purpose: 'seal:people.raced' })).toBe(1)
  for (const one of sealed) expect(await process().open(one, place)).toBe(ID_NUMBER)
})

test('another cipher in the settings seals what is new and opens what is old', async () => {
  const place = { ...PLACE, path: 'switched' }
  const old = await process('aes-256-gcm').seal('old', place)
  const national = process('sm4-cbc-hmac-sm3')
  const fresh = await national.seal('new', place)
  expect([old, fresh].map(sealed => sealed.slice(0, 5))).toEqual(['f1.a.', 'f1.s.'])
  expect(await national.open(old, place)).toBe('old')
  expect(await process().open(fresh, place)).toBe('new')
})

describe('blind index', () => {
  test('equal texts are found, however they were typed and whichever process asks', async () => {
    const index = await process().blindIndex('idNumber', ID_NUMBER)
    expect(index).toMatch(/^[\w-]{43}$/)
    expect(await process('sm4-cbc-hmac-sm3').blindIndex('idNumber', ' 110105-19491231-002x')).toBe(index)
    expect(await process().blindIndex('idNumber', '110105194912310021')).not.toBe(index)
  })

  test('it can not be compared across purposes', async () => {
    expect(await process().blindIndex('passport', ID_NUMBER)).not.toBe(
      await process().blindIndex('idNumber', ID_NUMBER)
    )
  })
})
