import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const SCRIPT = join(__dirname, '../scripts/backup.ts')

/**
 * Backs up the embedded store of `dataDir` into DATA_DIR/backups/before-<id>-<time>, as `npm run backup` does, in a
 * separate process: LMDB's files must not be opened twice by one process, and this process serves them.
 * @param free gives the number of bytes that may still be written below a directory
 * @returns the directory of the backup
 * @throws Error with a sentence when there is no room or the backup failed; a failed backup leaves no files
 */
export async function backUpBefore(id: string, dataDir: string, free = freeBytes): Promise<string> {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '')
  const to = resolve(dataDir, 'backups', `before-${id}-${time}`)
  const mine = !existsSync(to)
  try {
    await mkdir(join(to, '..'), { recursive: true, mode: 0o700 })
    await checkRoom(join(dataDir, 'store'), join(to, '..'), free)
    await runBackup(dataDir, to)
    return to
  } catch (error) {
    if (mine && existsSync(to)) rmSync(to, { recursive: true, force: true })
    throw new Error(
      `No backup could be made before the data are migrated: ${(error as Error).message}. Nothing was changed. ` +
        'Put that right, or start with MIGRATE=yes when you have a backup of your own.',
      { cause: error }
    )
  }
}

/** A backup takes no more room than the store's files. */
async function checkRoom(store: string, target: string, free: (path: string) => Promise<number>): Promise<void> {
  const needed = readdirSync(store).reduce((sum, file) => sum + statSync(join(store, file)).size, 0)
  const room = await free(target)
  if (room < needed)
    throw new Error(`${target} has room for ${inMegabytes(room)}, and ${inMegabytes(needed)} are needed`)
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`
}

function runBackup(dataDir: string, to: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--require', require.resolve('tsx/cjs'), SCRIPT, '--data', dataDir, '--to', to],
    {
      stdio: ['ignore', 'ignore', 'pipe']
    }
  )
  let complaint = ''
  child.stderr.on('data', (piece: Buffer) => { complaint += piece.toString('utf8') })
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', code =>
      code === 0 ? done() : failed(new Error(complaint.trim() || `the backup ended with ${String(code)}`))
    )
  })
}
