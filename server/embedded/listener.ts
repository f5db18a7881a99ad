/**
 * Sockets. Promise: each client is served in its own turn and its own memory: one that sends nonsense is answered or
 * cut off, one that reads slowly waits only for itself, and no frame is collected beyond MongoDB's 48 MB.
 */
import { type Server as TcpServer, type Socket, createServer } from 'node:net'
import { once } from 'node:events'
import type { Server } from './commands/command'
import { dispatch, errorReply } from './commands/dispatch'
import { CommandError } from './errors'
import { BrokenFrame, frameLength, isLegacy, readMessage, requestIdOf, writeReply } from './protocol'

const mostConnections = 4000
const readAhead = 1024 * 1024

/** Listens on 127.0.0.1; `port` 0 takes any free one. Gives the port and a way to close every connection. */
export async function listen(server: Server, port: number): Promise<{ port: number, close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  let lastConnection = 0
  const tcp: TcpServer = createServer({ noDelay: true }, socket => {
    lastConnection += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    new Connection(server, socket, lastConnection)
  })
  tcp.maxConnections = mostConnections
  tcp.listen(port, '127.0.0.1', 1024)
  await once(tcp, 'listening')
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

class Connection {
  private held: Buffer[] = []
  private heldBytes = 0
  private busy = false

  constructor(private readonly server: Server, private readonly socket: Socket, private readonly id: number) {
    socket.on('error', () => socket.destroy())
    socket.on('data', chunk => {
      this.held.push(chunk)
      this.heldBytes += chunk.length
      if (this.busy) {
        if (this.heldBytes > readAhead) socket.pause()
      } else void this.serve()
    })
  }

  private async serve(): Promise<void> {
    this.busy = true
    try {
      for (let frame = this.takeFrame(); frame && !this.socket.destroyed; frame = this.takeFrame()) await this.answer(frame)
      this.socket.resume()
    } catch {
      this.socket.destroy()
    } finally {
      this.busy = false
    }
  }

  private takeFrame(): Buffer | undefined {
    if (this.heldBytes < 4) return undefined
    if ((this.held[0] as Buffer).length < 4) this.held = [Buffer.concat(this.held)]
    const length = frameLength(this.held[0] as Buffer)
    if (this.heldBytes < length) return undefined
    const all = this.held.length === 1 ? this.held[0] as Buffer : Buffer.concat(this.held)
    this.held = all.length > length ? [all.subarray(length)] : []
    this.heldBytes -= length
    return all.subarray(0, length)
  }

  private async answer(frame: Buffer): Promise<void> {
    let wantsReply = true
    let reply
    try {
      const message = readMessage(frame)
      ;({ wantsReply } = message)
      reply = await dispatch({ server: this.server, command: message.command, database: message.database, connectionId: this.id })
    } catch (thrown) {
      if (thrown instanceof BrokenFrame) throw thrown
      reply = errorReply(thrown)
    }
    if (!wantsReply || this.socket.destroyed) return
    if (!this.socket.write(this.frameOf(frame, reply))) await this.drained()
  }

  private frameOf(frame: Buffer, reply: Awaited<ReturnType<typeof dispatch>>): Buffer {
    try {
      return writeReply(requestIdOf(frame), isLegacy(frame), reply)
    } catch (thrown) {
      return writeReply(requestIdOf(frame), isLegacy(frame), errorReply(thrown))
    }
  }

  private drained(): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        this.socket.off('drain', done)
        this.socket.off('close', done)
        resolve()
      }
      this.socket.on('drain', done)
      this.socket.on('close', done)
    })
  }
}
