/**
 * `npm start`: builds H5 when its sources are newer, imports data into an empty database, serves, and prints the
 * address and the people to sign in as. With `--api-only` H5 is built by another process (npm run dev).
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Keyring } from '../fieldEncryption/keyring'
import { importData } from '../import/importData'
import { serve, type Serving } from '../serve'
import { listDemoPeople } from '../session/demoPeople'
import { Village } from '../ground/villageModel'
import { ROLES, type Role } from '../../src/contract/roles'
import { isStale } from './staleBuild'

const ROOT = join(__dirname, '..', '..')
const ROLE_WORDS: Record<Role, string> = {
  resident: '村民', agent: '帮代办员', officer: '包村民警', mediator: '调解员', volunteer: '义警',
  dispatcher: '派出所值班', chief: '所长', admin: '分局'
}

async function main(): Promise<void> {
  if (!process.argv.includes('--api-only')) await buildH5()
  const serving = await serve({ LOG_LEVEL: 'warn', ...process.env }, seedIfEmpty)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => { void serving.stop().then(() => process.exit(0)) })
  }
  if (serving.demo) await printPeople(serving)
  console.log(`\n背包警务已启动  ${serving.address}\n（Ctrl+C 停止）`)
}

async function buildH5(): Promise<void> {
  if (!isStale(ROOT, 'h5')) return
  console.log('[1/3] Building the H5 pages (about half a minute the first time) …')
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [
      '--import', 'tsx', join(ROOT, 'config', 'build.ts'), 'h5'
    ], { cwd: ROOT, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error('The H5 build failed; see its messages above.')
}

async function seedIfEmpty(fields: Keyring): Promise<void> {
  if (await Village.estimatedDocumentCount() > 0) return
  console.log('[2/3] Importing 280 villages, 38 services and the demo roster …')
  await importData({ directory: join(ROOT, 'server', 'data'), fields, report: line => console.log(`      ${line}`) })
}

/** The fake WeChat lets a user sign in as anybody: the output lists a few people of each role. */
async function printPeople(serving: Serving): Promise<void> {
  const people = await listDemoPeople(serving)
  console.log(
    '\n[3/3] Ready. Without WeChat credentials a fake WeChat answers; sign in as one of these invented people:'
  )
  for (const role of ROLES) {
    for (const person of people.filter(one => mainRole(one.roles) === role).slice(0, 3)) {
      console.log(`      ${ROLE_WORDS[role].padEnd(6, '　')}  ${person.phone}  ${person.name}  ${person.place}`)
    }
  }
  console.log('      By script: POST /api/v1/session {"code":"demo:<phone>"}')
}

function mainRole(roles: readonly Role[]): Role {
  return roles.find(role => role !== 'resident') ?? 'resident'
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
