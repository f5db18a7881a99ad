/**
 * The socket of one client. Promise: frames are answered one after the other; invalid input is answered with an error
 * or ends the connection; while the client does not read its answers no further input is read; a half-sent frame or an
 * unread answer ends the connection after `patienceMs`.
 */
import type { Socket } from 'node:net'
import type { Server } from './commands/command'
import { dispatch, errorReply } from './commands/dispatch'
import { Incoming } from './incoming'
import { BrokenFrame, isLegacy, readMessage, requestIdOf, writeReply } from './protocol'
import type { Room } from './room'

const readAhead = 1024 * 1024
const bigFrame = 1024 * 1024

/** What all connections share. */
export interface Surroundings {
  server: Server
  room: Room
  /** How long the connection waits for the rest of a frame or for an answer to be read, in ms. */
  patienceMs: number
  /**
   * Set when there are too many connections: every command is answered with this error, and then the connection ends.
   */
  refusal?: Error
}

export class Connection {
  private readonly incoming = new Incoming()
  private busy = false
  private atWork = 0

  constructor(private readonly socket: Socket, private readonly id: number, private readonly around: Surroundings) {
    socket.on('error', () => socket.destroy())
    socket.on('timeout', () => socket.destroy())
    socket.on('close', () => around.room.leave(this))
    socket.on('data', piece => this.hear(piece))
    if (around.refusal) socket.setTimeout(around.patienceMs)
  }

  /** Ends the connection at once. */
  end(): void {
    this.socket.destroy()
  }

  private hear(piece: Buffer): void {
    this.incoming.add(piece)
    this.takeRoom()
    if (!this.busy) void this.serve()
    else if (this.incoming.length > readAhead) this.socket.pause()
  }

  private takeRoom(): void {
    this.around.room.take(this, this.incoming.length + this.atWork + this.socket.writableLength)
  }

  private async serve(): Promise<void> {
    this.busy = true
    this.socket.setTimeout(0)
    try {
      for (let frame = this.incoming.take(); frame && !this.socket.destroyed; frame = this.incoming.take()) {
        this.atWork = frame.length
        await this.answer(frame)
        this.atWork = 0
        this.takeRoom()
      }
      if (this.incoming.length > 0 || this.around.refusal) this.socket.setTimeout(this.around.patienceMs)
      if (this.socket.isPaused()) this.socket.resume()
    } catch {
      this.socket.destroy()
    } finally {
      this.busy = false
    }
  }

  private async answer(frame: Buffer): Promise<void> {
    const { wantsReply, reply } = frame.length < bigFrame
      ? await this.run(frame)
      : await this.around.room.alone(() => this.run(frame))
    if (this.socket.destroyed) return
    const sent = !wantsReply || this.socket.write(writeReply(requestIdOf(frame), isLegacy(frame), reply))
    if (this.around.refusal) this.socket.end()
    else if (!sent) await this.drained()
  }

  private async run(frame: Buffer): Promise<{ wantsReply: boolean, reply: Awaited<ReturnType<typeof dispatch>> }> {
    let wantsReply = true
    try {
      const { refusal, server } = this.around
      if (refusal) throw refusal
      const message = await readMessage(frame)
      ;({ wantsReply } = message)
      return {
        wantsReply,
        reply: await dispatch({ server, command: message.command, database: message.database, connectionId: this.id })
      }
    } catch (thrown) {
      if (thrown instanceof BrokenFrame) throw thrown
      return { wantsReply, reply: errorReply(thrown) }
    }
  }

  private drained(): Promise<void> {
    this.takeRoom()
    this.socket.pause()
    this.socket.setTimeout(this.around.patienceMs)
    return new Promise(resolve => {
      const done = (): void => {
        this.socket.off('drain', done)
        this.socket.off('close', done)
        this.socket.setTimeout(0)
        resolve()
      }
      this.socket.on('drain', done)
      this.socket.on('close', done)
    })
  }
}
