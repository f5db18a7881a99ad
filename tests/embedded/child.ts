/** The embedded store in a separate process, for tests in which that process is killed or attacked. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { join } from 'node:path'

export interface Child {
  uri: string
  port: number
  pid: number
  /** Kills the process, without any chance to finish its work. */
  kill(): Promise<void>
  /** Asks the process to end and returns its exit code. */
  stop(): Promise<number | null>
  /** Waits until the process ends by itself and returns its exit code and its stderr output. */
  ended(): Promise<{ code: number | null, complaint: string }>
  /** True while the process runs. */
  lives(): boolean
}

export interface Outcome { code: number | null, output: string, complaint: string }

/** Processes that a failed test has left running. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

const root = join(__dirname, '..', '..')

export interface StartOptions {
  /** A command with its arguments that runs it, such as a tracer. */
  under?: string[]
}

/** Starts a script of server/scripts. */
export function startScript(name: string, args: string[], { under = [] }: StartOptions = {}): ChildProcess {
  const script = join(root, 'server', 'scripts', `${name}.ts`)
  const [program, ...rest] = [...under, process.execPath, '--require', require.resolve('tsx/cjs'), script, ...args]
  const child = spawn(program as string, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child.once('exit', () => running.delete(child)))
  // The child does not keep the test run from ending, and is ended with it.
  child.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref()
  return child
}

/** Runs a script of server/scripts to its end. */
export async function runScript(name: string, args: string[], options: StartOptions = {}): Promise<Outcome> {
  const child = startScript(name, args, options)
  const [output, complaint] = [collect(child.stdout), collect(child.stderr)]
  const [code] = await once(child, 'close') as [number | null]
  return { code, output: output(), complaint: complaint() }
}

/** Starts the store on a directory; throws the error output when the store does not start. */
export async function startChild(dataDir: string, args: string[] = [], options: StartOptions = {}): Promise<Child> {
  const child = startScript('embedded', ['--data', dataDir, ...args], options)
  const complaint = collect(child.stderr)
  const closed = once(child, 'close')
  const uri = await Promise.race([firstLine(child), closed.then(() => undefined)])
  if (!uri) throw new Error(complaint().trim())
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    await closed
    return child.exitCode
  }
  return {
    uri, port: Number(new URL(uri).port), pid: child.pid as number,
    kill: async () => void await end('SIGKILL'), stop: () => end('SIGTERM'),
    ended: () => closed.then(() => ({ code: child.exitCode, complaint: complaint() })),
    lives: () => child.exitCode === null && child.signalCode === null
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  const text = collect(child.stdout)
  return new Promise(resolve => child.stdout?.on('data', () => {
    if (text().includes('\n')) resolve(text().slice(0, text().indexOf('\n')))
  }))
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}
