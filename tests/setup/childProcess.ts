import type { AddressInfo } from 'node:net'
import { httpServer } from '../../server/httpServer'
import type { TestApp } from './app'

/** The functions that a parent may call, by name. */
export type Commands = Record<string, (...args: never[]) => Promise<unknown>>
export interface ChildCall { serial: number, name: string, args: unknown[] }
export type ChildAnswer = { address: string } | { serial: number, answer?: unknown, error?: string }

/**
 * Runs in a separate process: lets the app listen, tells the parent the address, and carries out the parent's commands
 * until the parent sends stop or has ended.
 */
export async function serveParent(app: TestApp, commands: Commands): Promise<void> {
  const server = httpServer(app.app.koa)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    server.close()
    server.closeAllConnections()
    await app.stop().finally(() => process.exit())
  }
  // The parent has ended, so no more commands will come.
  process.once('disconnect', () => { void stop() })
  process.on('message', (call: ChildCall) => { void answer(call, commands, stop) })
  tell({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

/** Runs the process; an error is printed and ends the process. */
export function runChild(main: () => Promise<void>): void {
  main().catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`)
    process.exit(1)
  })
}

async function answer({ serial, name, args }: ChildCall, commands: Commands, stop: () => Promise<void>): Promise<void> {
  try {
    if (name === 'stop') await stop()
    else tell({ serial, answer: await (commands[name] as (...given: unknown[]) => Promise<unknown>)(...args) })
  } catch (error) {
    tell({ serial, error: String((error as Error).stack) })
  }
}

function tell(message: ChildAnswer): void {
  if (process.connected) process.send!(message)
}
