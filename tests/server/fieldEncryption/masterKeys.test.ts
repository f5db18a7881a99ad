import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMasterKey, ENV_KEY_NAME, keysOfFile, openMasterKeys } from '../../../server/fieldEncryption/masterKeys'

let dataDir: string
beforeEach(() => { dataDir = mkdtempSync(join(tmpdir(), 'field-keys-')) })
afterEach(() => { rmSync(dataDir, { recursive: true }) })

const NOW = Date.parse('2026-11-24T09:02:00+08:00')
const newLine = (name: string) => `${name} ${randomBytes(32).toString('base64')}\n`

function writeKeys(text: string, mode = 0o600): string {
  const file = join(dataDir, 'keys')
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

test('without a setting a key file is made, for its owner only, and used again', () => {
  const first = openMasterKeys({ fieldKeys: null, dataDir: join(dataDir, 'deep') })
  const file = join(dataDir, 'deep', 'field-keys')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(first.active().key).toHaveLength(32)
  expect(openMasterKeys({ fieldKeys: null, dataDir: join(dataDir, 'deep') }).active()).toEqual(first.active())
})

test('the last line is the active key; a key added while the process runs is found', () => {
  const file = writeKeys(`# a remark\n\n${newLine('old')}${newLine('new')}`)
  const keys = openMasterKeys({ fieldKeys: { file }, dataDir })
  expect(keys.active().name).toBe('new')
  const added = addMasterKey(file, NOW)
  expect(added).toMatch(/^k20261124-/)
  expect(keys.find(added)?.key).toHaveLength(32)
  expect(keys.active().name).toBe(added)
  expect(keys.find('old')).toBeDefined()
  expect(keys.find('nobody')).toBeUndefined()
  expect(readFileSync(file, 'utf8')).toMatch(/^# a remark/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(existsSync(`${file}.new`)).toBe(false)
})

test('a second rotation at the same time is kept out, and the file stays as it was', () => {
  const file = writeKeys(newLine('one'))
  writeFileSync(`${file}.new`, '')
  expect(() => addMasterKey(file, NOW)).toThrow(/another rotation is running/)
  expect(keysOfFile(file).active().name).toBe('one')
})

test('one key by FIELD_KEY', () => {
  const key = randomBytes(32)
  const keys = openMasterKeys({ fieldKeys: { key: key.toString('base64') }, dataDir })
  expect(keys.active()).toEqual({ name: ENV_KEY_NAME, key })
  expect(keys.find('other')).toBeUndefined()
})

test.each([0o644, 0o640, 0o606])('a file of mode %o is refused', mode => {
  const file = writeKeys(newLine('one'), mode)
  expect(() => openMasterKeys({ fieldKeys: { file }, dataDir })).toThrow(/chmod 600/)
})

test('a wrong line is named by its number, without what it holds', () => {
  const secret = randomBytes(31).toString('base64')
  const file = writeKeys(`${newLine('one')}two ${secret}\n`)
  expect(() => openMasterKeys({ fieldKeys: { file }, dataDir })).toThrow(/line 2 is no key/)
  expect(() => openMasterKeys({ fieldKeys: { file }, dataDir })).not.toThrow(secret)
  expect(() => openMasterKeys({ fieldKeys: { file: writeKeys(newLine('one') + newLine('one')) }, dataDir })).toThrow(
    /line 2 has a name that is taken/
  )
  expect(() => openMasterKeys({ fieldKeys: { file: writeKeys('# nothing\n') }, dataDir })).toThrow(/holds no key/)
  expect(() => openMasterKeys({ fieldKeys: { file: join(dataDir, 'missing') }, dataDir })).toThrow(/ENOENT/)
})
