/** Calls the app over persistent sockets: supertest would start a server for each of the thousands of calls. */
import { randomUUID } from 'node:crypto'
import { Agent, createServer, request as call } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestApp } from '../../setup/app'

export interface Answer {
  status: number
  /** The body as sent; bytes of pictures as latin1. */
  text: string
  /** The parsed body; null when it is not JSON. */
  body: AnswerBody | null
  /** Names of the headers, in order. */
  headers: string
}
export type AnswerBody = { error?: { code: string; message: string }; [key: string]: unknown }

export interface Sent {
  method: string
  path: string
  token: string | null
  body?: object | undefined
  /** Sent as the only file of a form, instead of a JSON body. */
  file?: Buffer | undefined
}

export interface Caller {
  send(sent: Sent): Promise<Answer>
  stop(): Promise<void>
}

const BOUNDARY = 'the-one-file'

/** Lets the app listen on this machine only. */
export async function openCaller(app: TestApp): Promise<Caller> {
  const server = createServer(app.app.koa.callback())
  // The socket is kept open while the test does something else.
  server.keepAliveTimeout = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    send: sent => new Promise((resolve, reject) => {
      const bytes = bytesOf(sent)
      const outgoing = call({
        host: '127.0.0.1', port, agent, method: sent.method, path: sent.path, headers: headersOf(sent, bytes)
      }, incoming => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('error', reject)
        incoming.on('end', () => resolve(read(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(parts))))
      })
      outgoing.on('error', reject)
      outgoing.end(bytes)
    }),
    stop: () => new Promise(resolve => {
      agent.destroy()
      server.close(() => resolve())
    })
  }
}

function bytesOf({ method, body, file }: Sent): Buffer {
  if (file) {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: ` +
      'image/jpeg\r\n\r\n'
    return Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
  }
  return method === 'GET' ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body ?? {}))
}

function headersOf({ method, token, file }: Sent, bytes: Buffer): Record<string, string | number> {
  return {
    ...(token !== null && { Authorization: token }),
    ...(method !== 'GET' && {
      'Idempotency-Key': randomUUID(), 'Content-Length': bytes.length,
      'Content-Type': file ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/json'
    })
  }
}

function read(status: number, headers: Record<string, unknown>, bytes: Buffer): Answer {
  const json = String(headers['content-type'] ?? '').includes('json')
  const text = bytes.toString(json ? 'utf8' : 'latin1')
  return {
    status, text, body: json ? JSON.parse(text) as AnswerBody : null, headers: Object.keys(headers).sort().join(' ')
  }
}
