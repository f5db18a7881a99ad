/**
 * `npm run import -- [--dry-run] [--dir DIR] [--only villages,people]`: places, catalogue and roster into the database.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readEnv } from '../env'
import { openKeyring } from '../fieldEncryption/openKeyring'
import { createGround } from '../ground/ground'
import { importData } from '../import/importData'
import { PARTS, type Part } from '../import/readFiles'
import '../kinds'
import { createLog } from '../log'
import type { RoutingDeps } from '../matters/change'
import { passOnStranded } from '../matters/passOn'
import { readSettings } from '../settings'
import { readCalendar } from '../workingTime/calendar'
import { messageOf } from '../thrown'
import { openForCommand } from './openForCommand'

const USAGE = `用法：npm run import -- [--dry-run] [--dir 目录] [--only ${PARTS.join(',')}]`

async function main(): Promise<void> {
  const { dryRun, directory, only } = readArguments(process.argv.slice(2))
  const env = readEnv({ LOG_LEVEL: 'warn', ...process.env })
  const database = await openForCommand(env, '如果服务正在运行，请先停掉服务再导入，或者用 MONGODB_URI 指定数据库。')
  try {
    const settings = readSettings(env.settingsFile)
    const fields = await openKeyring(env, settings.fieldCipher)
    await importData({ directory, fields, dryRun, only, report: line => console.log(line) })
    if (!dryRun) {
      const ground = createGround({ fields, log: createLog(env.logLevel), elapsed: () => performance.now() })
      await passOn({ settings, calendar: readCalendar(), now: Date.now, fields, ground })
    }
  } finally {
    await database.close()
  }
}

/** Passes on the open matters of people who have left the roster or have no role that answers any more. */
async function passOn(deps: RoutingDeps): Promise<void> {
  const passed = await passOnStranded(deps)
  if (passed > 0) console.log(`离岗人员手里的办件：转出 ${passed} 件`)
}

function readArguments(given: string[]): { dryRun: boolean; directory: string; only: readonly Part[] } {
  try {
    const { values } = parseArgs({
      args: given,
      options: { 'dry-run': { type: 'boolean', default: false }, dir: { type: 'string' }, only: { type: 'string' } }
    })
    const only = (values.only ?? PARTS.join(',')).split(',').map(name => PARTS.find(part => part === name))
    if (only.includes(undefined)) throw new Error(`--only 只能是 ${PARTS.join('、')}。`)
    return { dryRun: values['dry-run'], directory: values.dir ?? join(__dirname, '../data'), only: only as Part[] }
  } catch (error) {
    throw new Error(`${messageOf(error)}\n${USAGE}`, { cause: error })
  }
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
