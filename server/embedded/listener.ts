/**
 * The listening socket on 127.0.0.1. Promise: each client is served in its own turn and with its own memory; a client
 * that sends invalid data, reads slowly or opens a thousand connections delays only itself. Beyond the limit of
 * connections a client receives an error and is disconnected.
 */
import { once } from 'node:events'
import { type Socket, createServer } from 'node:net'
import type { Server } from './commands/command'
import { Connection, type Surroundings } from './connection'
import { CommandError } from './errors'
import { Room } from './room'

const memory = 512 * 1024 * 1024
/**
 * This many clients beyond the limit receive an error that tells the reason; further clients are closed without an
 * answer.
 */
const mostRefusals = 200

export interface DoorSettings { port: number, mostConnections: number, patienceMs: number }

/**
 * Listens on 127.0.0.1; `port` 0 means any free port. Returns the port and a function that closes every connection.
 * `report` receives a sentence when connections begin to be refused.
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
  // A connection that can't be accepted (no file descriptor left) fails for that client only.
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
