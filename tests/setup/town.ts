import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { TownAnswer, TownCall, TownCommands } from './townProcess'

/** A running BFF with its catalogue, villages and people, in a process of its own. */
export interface Town {
  /** Where it listens, e.g. http://127.0.0.1:43125. */
  address: string
  /** Carries out one of the commands of townProcess.ts. */
  ask<K extends keyof TownCommands>(name: K, ...args: Parameters<TownCommands[K]>): Promise<Awaited<ReturnType<TownCommands[K]>>>
  stop(): Promise<void>
}

const START_MS = 60_000

/** Starts one on the store of this run. @throws Error when it ends or says nothing for a minute */
export async function startTown(): Promise<Town> {
  const child = fork(join(__dirname, 'townProcess.ts'), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const waiting = new Map<number, (answer: { answer?: unknown, error?: string }) => void>()
  child.on('message', (message: TownAnswer) => {
    if ('serial' in message) waiting.get(message.serial)?.(message)
  })
  const address = await firstAddress(child)
  let serial = 0
  const send = (name: TownCall['name'], args: unknown[]): number => {
    child.send({ serial: ++serial, name, args } satisfies TownCall)
    return serial
  }
  return {
    address,
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
    const late = setTimeout(() => { child.kill(); reject(new Error(`The BFF said nothing for ${START_MS} ms.`)) }, START_MS)
    child.once('exit', code => reject(new Error(`The BFF's process ended with ${code}; see its words above.`)))
    child.on('message', (message: TownAnswer) => {
      if (!('address' in message)) return
      clearTimeout(late)
      resolve(message.address)
    })
  })
}
