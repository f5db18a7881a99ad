import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { ChildAnswer, ChildCall, Commands } from './childProcess'
import type { TownCommands } from './townProcess'
import { PATIENCE_MS } from './waitFor'

/** A BFF in a process of its own that carries out commands of its parent. */
export interface Child<C extends Commands> {
  /** The BFF's address, e.g. http://127.0.0.1:43125. */
  address: string
  process: ChildProcess
  ask<K extends keyof C & string>(name: K, ...args: Parameters<C[K]>): Promise<Awaited<ReturnType<C[K]>>>
  stop(): Promise<void>
}

/** A running BFF with catalogue, villages and people; its commands are defined in townProcess.ts. */
export type Town = Child<TownCommands>

export interface ChildOptions {
  nodeOptions?: string[]
  /** Where the output of the process goes: shown, or piped to the reader of its `stdout`. */
  stdout?: 'inherit' | 'pipe'
  /** Variables added to the environment of the parent. */
  env?: Record<string, string>
}

/** Starts a town on the store of this run. @throws Error when it ends or prints nothing for PATIENCE_MS */
export function startTown(): Promise<Town> {
  return startChild<TownCommands>(join(__dirname, 'townProcess.ts'))
}

/**
 * Runs a file that calls `serveParent`.
 * @throws Error when it ends or prints nothing for PATIENCE_MS
 */
export async function startChild<C extends Commands>(
  file: string, { nodeOptions = [], stdout = 'inherit', env = {} }: ChildOptions = {}
): Promise<Child<C>> {
  const child = fork(file, {
    execArgv: ['--import', 'tsx', ...nodeOptions], stdio: ['ignore', stdout, 'inherit', 'ipc'],
    env: { ...process.env, ...env }
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const waiting = new Map<number, (answer: { answer?: unknown, error?: string }) => void>()
  child.on('message', (message: ChildAnswer) => {
    if ('serial' in message) waiting.get(message.serial)?.(message)
  })
  const address = await firstAddress(child)
  let serial = 0
  const send = (name: string, args: unknown[]): number => {
    child.send({ serial: ++serial, name, args } satisfies ChildCall)
    return serial
  }
  return {
    address,
    process: child,
    ask(name, ...args) {
      return new Promise((resolve, reject) => {
        const mine = send(name, args)
        waiting.set(mine, ({ answer, error }) => {
          waiting.delete(mine)
          if (error) reject(new Error(error))
          else resolve(answer as never)
        })
      })
    },
    async stop() {
      send('stop', [])
      await ended
    }
  }
}

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => { child.kill(); reject(new Error(`The BFF said nothing for ${PATIENCE_MS} ms.`)) }, PATIENCE_MS
    )
    child.once('exit', code => reject(new Error(`The BFF's process ended with ${code}; see its words above.`)))
    child.on('message', (message: ChildAnswer) => {
      if (!('address' in message)) return
      clearTimeout(late)
      resolve(message.address)
    })
  })
}
