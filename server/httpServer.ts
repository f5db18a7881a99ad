import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type Koa from 'koa'
import { ERRORS, type ErrorBody, type ErrorCode } from '../src/contract/errors'

/** The errors of Node's HTTP parser for invalid calls; every other parser error is `malformedJson`. */
const CODES: Record<string, ErrorCode> = {
  HPE_INVALID_METHOD: 'methodNotAllowed', HPE_HEADER_OVERFLOW: 'bodyTooLarge',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'bodyTooLarge'
}

/** The HTTP server of an app. Calls that Node refuses by itself also get the error body of the contract. */
export function httpServer(koa: Koa): Server {
  const handle = koa.callback()
  // A call without Host is answered by the app, not by an empty page of Node.
  const server = createServer({ requireHostHeader: false }, handle)
  server.on('checkExpectation', handle)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(error, socket))
  return server
}

function refuse({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const errorCode = CODES[code ?? ''] ?? 'malformedJson'
  const { status, message } = ERRORS[errorCode]
  const body = JSON.stringify({ error: { code: errorCode, message, requestId: randomUUID() } } satisfies ErrorBody)
  const head = [
    `HTTP/1.1 ${status} Refused`, 'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
