import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { PATIENCE_MS } from '../../setup/waitFor'
import type { Call } from './call'

export interface Answer {
  /** 0: the connection was closed without an answer. */
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

const UNANSWERED: Answer = { status: 0, headers: {}, body: Buffer.alloc(0) }
/**
 * Time limit for calls written by hand: when no answer came within this time after the last byte, the connection is
 * closed.
 */
const HALF_CALL_MS = 800

/** Sends calls over persistent connections. */
export class Line {
  private readonly agent: Agent
  private readonly host: string
  private readonly port: number

  constructor(address: string, atOnce: number) {
    const { hostname, port } = new URL(address)
    this.host = hostname
    this.port = Number(port)
    this.agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  }

  /** @returns the answer; status 0 when the connection was closed */
  send(call: Call): Promise<Answer> {
    return call.byHand ? this.byHand(call) : this.once(call, true)
  }

  close(): void {
    this.agent.destroy()
  }

  private once(call: Call, again: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = Object.fromEntries([...call.headers, ['Content-Length', String(call.body.length)]])
      const sent = request({
        host: this.host, port: this.port, agent: this.agent, method: call.method, path: call.path, headers,
        timeout: PATIENCE_MS
      }, response => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }))
        response.on('error', () => resolve(UNANSWERED))
      })
      sent.on('timeout', () => sent.destroy(new Error(`no answer for ${PATIENCE_MS} ms`)))
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // The server had just closed the persistent connection.
        if (again && sent.reusedSocket && error.code === 'ECONNRESET') this.once(call, false).then(resolve, reject)
        else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(UNANSWERED)
        else reject(error)
      })
      sent.end(call.body)
    })
  }

  private byHand(
    { method, path, version = 'HTTP/1.1', headers, rawLine, body, mayStayUnanswered }: Call
  ): Promise<Answer> {
    const own = headers.some(([name]) => name === 'Content-Length') ||
      /content-length|transfer-encoding/i.test(rawLine ?? '')
    const lines = [
      `${method} ${path} ${version}`, 'Host: town.test', 'Connection: close',
      ...headers.map(([name, value]) => `${name}: ${value}`),
      ...(rawLine ? [rawLine] : []), ...(own ? [] : [`Content-Length: ${body.length}`])
    ]
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = []
      const socket = connect(this.port, this.host)
      socket.setTimeout(mayStayUnanswered ? HALF_CALL_MS : PATIENCE_MS)
      socket.on('timeout', () =>
        socket.destroy(mayStayUnanswered ? undefined : new Error(`no answer for ${PATIENCE_MS} ms`)))
      socket.on('data', part => parts.push(part))
      socket.on('error', (error: NodeJS.ErrnoException) => { if (error.code === undefined) reject(error) })
      socket.on('close', () => resolve(readAnswer(Buffer.concat(parts))))
      socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]))
    })
  }
}

/** Reads an answer that ends with the connection; of several answers the first. */
function readAnswer(bytes: Buffer): Answer {
  const split = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, Math.max(split, 0)).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(first)?.[1] ?? 0)
  if (status === 100) return readAnswer(bytes.subarray(split + 4))
  const headers = Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])
  )
  const rest = bytes.subarray(split + 4)
  const body = headers['transfer-encoding'] === 'chunked'
    ? joined(rest)
    : rest.subarray(0, Number(headers['content-length'] ?? rest.length))
  return { status, headers, body: unpacked(body, headers['content-encoding']) }
}

/** The chunks of a body joined together. */
function joined(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n')
  const length = Number.parseInt(bytes.subarray(0, end).toString('latin1'), 16)
  if (!(length > 0)) return Buffer.alloc(0)
  return Buffer.concat([bytes.subarray(end + 2, end + 2 + length), joined(bytes.subarray(end + 4 + length))])
}

function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  if (bytes.length === 0) return bytes
  return encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes
}
