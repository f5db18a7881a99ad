import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { ENV_KEY_NAME, keysOfFile } from '../../../server/fieldEncryption/masterKeys'
import { createKeyring } from '../../../server/fieldEncryption/keyring'
import { DataKeyModel } from '../../../server/fieldEncryption/model'
import { buildTeam } from '../../factories/people'
import { buildServiceRequest } from '../../factories/serviceRequests'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'

let app: TestApp
let directory: string
let keyFile: string
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'audit-commands-'))
  keyFile = join(directory, 'keys')
  writeFileSync(keyFile, `${ENV_KEY_NAME} ${TEST_KEYS.fieldKeys.key}\n`)
  chmodSync(keyFile, 0o600)
  const fields = createKeyring({ masterKeys: keysOfFile(keyFile), cipher: 'aes-256-gcm', now: Date.now })
  app = await buildApp({ fields })
  await buildServiceRequest(app, await buildTeam())
  await app.deps.audit.settled()
})
afterAll(async () => {
  await app.stop()
  rmSync(directory, { recursive: true })
})

/** Runs a command as an operator does, in a process of its own beside this one. */
async function run(
  script: string,
  args: string[] = [],
  settings: Record<string, string> = {}
): Promise<{ code: number | null; text: string }> {
  const uri = new URL(process.env.TEST_MONGODB_URI!)
  uri.pathname = `/${mongoose.connection.name}`
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    MONGODB_URI: uri.href,
    FIELD_KEY_FILE: keyFile,
    ...settings
  }
  const child = spawn(process.execPath, ['--import', 'tsx', join('server', 'scripts', script), ...args], { env })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, text }
}

test('audit:verify ends with 0, keeps the ends, and with 1 names what was tampered with', async () => {
  const heads = join(directory, 'heads.json')
  const right = await run('verifyAudit.ts', ['--heads', heads])
  expect(right).toMatchObject({ code: 0, text: expect.stringContaining('没有发现问题') })
  const kept = JSON.parse(readFileSync(heads, 'utf8')) as Record<string, { seq: number }>
  expect(Object.values(kept).map(({ seq }) => seq)).toEqual([1, 1])

  const entries = mongoose.connection.db!.collection('auditEntries')
  const entry = await entries.findOne({ station: { $ne: 'district' } })
  await entries.updateOne({ _id: entry!._id }, { $set: { 'actor.id': 'somebody else' } })
  const wrong = await run('verifyAudit.ts', ['--heads', heads])
  expect(wrong.code).toBe(1)
  expect(wrong.text).toContain(`${String(entry!.station)} 第 1 条: the entry was changed`)
  await entries.replaceOne({ _id: entry!._id }, entry!)
})

test('keys:rotate while this process runs: it goes on, and the former key is no longer needed', async () => {
  const place = { collection: 'people', id: '1', path: 'idNumber' }
  const sealed = await app.deps.fields.seal('secret', place)
  const { code, text } = await run('rotateKeys.ts')
  expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('新主密钥') })
  const [name] = await DataKeyModel.distinct('masterKey')
  expect(name).not.toBe(ENV_KEY_NAME)
  expect(await app.deps.fields.open(sealed, place)).toBe('secret')
  await app.deps.fields.seal('x', { ...place, path: 'fresh' })
  expect(await DataKeyModel.distinct('masterKey')).toEqual([name])
  const fresh = createKeyring({ masterKeys: keysOfFile(keyFile), cipher: 'aes-256-gcm', now: Date.now })
  expect(await fresh.open(sealed, place)).toBe('secret')
  expect((await run('verifyAudit.ts')).code).toBe(0)
})

test('what can not be done is said in a sentence', async () => {
  const wrong = await run('verifyAudit.ts', [], {
    FIELD_KEY_FILE: '',
    FIELD_KEY: Buffer.alloc(32, 9).toString('base64')
  })
  expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining('doesn\'t fit the database') })
  expect(wrong.text).not.toMatch(/^\s+at /m)
  const only = await run('rotateKeys.ts', [], { FIELD_KEY_FILE: '', FIELD_KEY: TEST_KEYS.fieldKeys.key })
  expect(only.code).toBe(1)
  expect(existsSync(`${keyFile}.new`)).toBe(false)
})
