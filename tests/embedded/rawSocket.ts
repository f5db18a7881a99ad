/** Hand-made frames over a bare socket, for clients that no driver can be. */
import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { mongo } from 'mongoose'

const { BSON } = mongo
export type Reply = Record<string, unknown>

/** A frame with this opcode around these bytes; `length` overrides the length in its head. */
export function frame(opcode: number, body: Uint8Array, length = 16 + body.length): Buffer {
  const head = Buffer.alloc(16)
  head.writeInt32LE(length, 0)
  head.writeInt32LE(7, 4)
  head.writeInt32LE(opcode, 12)
  return Buffer.concat([head, body])
}

/** An OP_MSG with these flags around sections of bytes. */
export function message(sections: Uint8Array[], flags = 0): Buffer {
  const bits = Buffer.alloc(4)
  bits.writeUInt32LE(flags)
  return frame(2013, Buffer.concat([bits, ...sections]))
}

/** Section 0: the command. */
export function body(command: object): Buffer {
  return Buffer.concat([Buffer.from([0]), BSON.serialize({ ...command, $db: 'abuse' })])
}

/** Section 1: a named sequence of documents; `size` overrides the size in its head. */
export function sequence(name: string, docs: Uint8Array[], size?: number): Buffer {
  const rest = Buffer.concat([Buffer.from(`${name}\0`), ...docs])
  const head = Buffer.alloc(5)
  head[0] = 1
  head.writeInt32LE(size ?? rest.length + 4, 1)
  return Buffer.concat([head, rest])
}

/** A whole command as one frame. */
export const command = (doc: object): Buffer => message([body(doc)])

export class RawSocket {
  private received = Buffer.alloc(0)
  readonly closed: Promise<unknown>

  private constructor(readonly socket: Socket, listens: boolean) {
    this.closed = new Promise(resolve => socket.once('close', resolve))
    socket.on('error', () => socket.destroy())
    if (listens) {
      socket.on('data', chunk => {
        this.received = Buffer.concat([this.received, chunk])
        socket.emit('arrived')
      })
    }
  }

  /** Connects; with `listens` false the client never reads. */
  static async open(port: number, { listens = true } = {}): Promise<RawSocket> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    return new RawSocket(socket, listens)
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes)
  }

  /** The next answer, or undefined when the server closes the connection instead. */
  async answer(): Promise<Reply | undefined> {
    while (this.received.length < 4 || this.received.length < this.received.readInt32LE(0)) {
      if (this.socket.closed) return undefined
      await Promise.race([new Promise(resolve => this.socket.once('arrived', resolve)), this.closed])
    }
    const length = this.received.readInt32LE(0)
    const whole = this.received.subarray(0, length)
    this.received = this.received.subarray(length)
    return BSON.deserialize(whole.subarray(whole.readInt32LE(12) === 1 ? 36 : 21))
  }

  end(): void {
    this.socket.destroy()
  }
}

/** Sends bytes on a new connection and returns the answer, or undefined when the server closes the connection. */
export async function ask(port: number, bytes: Uint8Array): Promise<Reply | undefined> {
  const socket = await RawSocket.open(port)
  socket.send(bytes)
  const reply = await socket.answer()
  socket.end()
  return reply
}
