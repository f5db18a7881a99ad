/**
 * `npm run audit:verify -- [--heads FILE]`: checks every audit chain and timeline and names every entry that was
 * tampered with; the exit code is then 1. With `--heads` the command also checks the chain ends that an earlier run
 * wrote to FILE, and writes the present ends there when nothing is wrong: keep that file apart from the database.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { AuditFault } from '../audit/fault'
import { verifyAudit, type Heads } from '../audit/verify'
import { readEnv } from '../env'
import { createKeyring } from '../fieldEncryption/keyring'
import '../kinds'
import { openMasterKeys } from '../fieldEncryption/masterKeys'
import { checkMasterKeys } from '../fieldEncryption/rotate'
import { readSettings } from '../settings'
import { openForCommand } from './openForCommand'

async function main(): Promise<void> {
  const { values: { heads: file } } = parseArgs({ options: { heads: { type: 'string' } } })
  const env = readEnv({ LOG_LEVEL: 'warn', ...process.env })
  const masterKeys = openMasterKeys(env)
  const fields = createKeyring({ masterKeys, cipher: readSettings(env.settingsFile).fieldCipher, now: Date.now })
  const database = await openForCommand(env, '自带的数据库只能由一个进程使用：请先停掉服务再查验；用 MONGODB_URI 时不用停。')
  try {
    await checkMasterKeys(masterKeys)
    const earlier = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Heads : {}
    const { entries, faults, waiting, heads } = await verifyAudit(fields, say, earlier)
    for (const [station, { seq, hash }] of Object.entries(heads)) console.log(`${station}  共 ${seq} 条  末条 ${hash}`)
    console.log(`查验了 ${entries} 条记录，${waiting} 条等待入链，${faults === 0 ? '没有发现问题。' : `发现 ${faults} 处问题。`}`)
    if (faults > 0) process.exitCode = 1
    else if (file) writeFileSync(file, JSON.stringify(heads, null, 2) + '\n', { mode: 0o600 })
  } finally {
    await database.close()
  }
}

function say({ station, seq, what }: AuditFault): void {
  console.log(`${station ?? '?'}${seq === null ? '' : ` 第 ${seq} 条`}: ${what}`)
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
