/**
 * The door on 127.0.0.1. Promise: each client is served in its own turn and its own memory, so that one who sends
 * nonsense, reads slowly or comes a thousand times waits only for himself; beyond the number of connections the
 * store takes, the next is told so and let go.
 */
import { once } from 'node:events'
import { type Socket, createServer } from 'node:net'
import type { Server } from './commands/command'
import { Connection, type Surroundings } from './connection'
import { CommandError } from './errors'
import { Room } from './room'

const memory = 512 * 1024 * 1024
/** Beyond those that are served, so many more are told why they are not; the rest are closed without a word. */
const mostRefusals = 200

export interface DoorSettings { port: number, mostConnections: number, patienceMs: number }

/**
 * Listens on 127.0.0.1; `port` 0 takes any free one. Gives the port and a way to close every connection. `report`
 * hears a sentence when connections begin to be refused.
 */
export async function listen(server: Server, { port, mostConnections, patienceMs }: DoorSettings,
  report: (sentence: string) => void): Promise<{ port: number, close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  let lastConnection = 0
  let told = false
  const around: Surroundings = { server, room: new Room(memory), patienceMs }
  const refusal = new CommandError(1, `too many connections: this store takes ${mostConnections} at a time`)
  const tcp = createServer({ noDelay: true }, socket => {
    lastConnection = (lastConnection + 1) & 0x7FFFFFFF
    const full = sockets.size >= mostConnections
    if (full && !told) report(refusal.message)
    told = full
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    new Connection(
      socket, lastConnection, full ? { ...around, refusal, patienceMs: Math.min(patienceMs, 5000) } : around
    )
  })
  tcp.maxConnections = mostConnections + mostRefusals
  tcp.listen(port, '127.0.0.1', 1024)
  await once(tcp, 'listening')
  // A connection that can't be taken (no file descriptor left) is that client's trouble, not the store's.
  tcp.on('error', thrown => report(thrown.message))
  const address = tcp.address()
  if (address === null || typeof address === 'string') throw new CommandError(1, 'no TCP address')
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise(resolve => tcp.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    }
  }
}
