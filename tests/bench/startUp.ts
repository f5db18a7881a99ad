/**
 * The time from the command to "ready": of the BFF with the embedded store in a new directory, and with a running
 * server.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { median } from './measure'

const root = join(__dirname, '..', '..')

async function startOnce(env: Record<string, string>): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'server', 'index.ts')], {
    cwd: root, env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', ...env }, stdio: ['ignore', 'pipe', 'inherit']
  })
  await once(createInterface({ input: child.stdout }), 'line')
  const took = performance.now() - began
  const gone = once(child, 'exit')
  child.kill()
  await gone
  return took
}

/** The median milliseconds of both, measured alternately. `uri` is the running server. */
export async function startUp(uri: string, rounds = 5): Promise<{ withStore: number, without: number }> {
  const [withStore, without]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'bench-start-'))
    withStore.push(await startOnce({ DATA_DIR: dataDir, MONGODB_URI: '' }))
    rmSync(dataDir, { recursive: true, force: true })
    const [address, options] = uri.split('/?')
    without.push(await startOnce({ MONGODB_URI: `${address ?? ''}/start${round}${options ? `?${options}` : ''}` }))
  }
  return { withStore: median(withStore), without: median(without) }
}
