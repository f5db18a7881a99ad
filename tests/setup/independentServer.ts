import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { RealServer } from './startedServer'
import { PATIENCE_MS } from './waitFor'

/**
 * Starts a server of MongoDB's protocol by a command that takes a port and prints its URI on its first line.
 * @throws Error when no URI was printed
 */
export async function startIndependent(command: string): Promise<RealServer> {
  const child = spawn(command, ['0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const uri = await firstLine(child.stdout, ended)
  if (!uri?.startsWith('mongodb://')) {
    child.kill()
    throw new Error(`${command} printed no address of a server.`)
  }
  return { name: 'the independent server', uri, kind: 'independent', stop: async () => {
    child.kill()
    await ended
  } }
}

async function firstLine(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string | null> {
  const lines = createInterface({ input: output })
  const line = new Promise<string>(resolve => lines.once('line', resolve))
  const late = new Promise<null>(resolve => { setTimeout(() => resolve(null), PATIENCE_MS).unref() })
  return Promise.race([line, late, ended.then(() => null)])
}
