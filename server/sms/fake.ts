import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { PHONED_EVENTS } from '../../src/contract/notice'
import type { Settings } from '../settings'

/** The key and the signature that the fake gateway accepts. */
export const FAKE_GATEWAY = {
  key: 'key-of-the-fake-gateway', signature: '试用公安', codes: { sent: ['OK'], later: ['BUSY'] }
}

/** The settings of the fake gateway, without its address: one template for each event. */
export const FAKE_TEXTS: Omit<NonNullable<Settings['texts']>, 'url'> = {
  signature: FAKE_GATEWAY.signature,
  codes: FAKE_GATEWAY.codes,
  templates: Object.fromEntries(PHONED_EVENTS.map(event =>
    [event, { template: `TEXT_${event}`, fields: { time: 'time', what: 'event', phone: 'phone' } }]))
}

/** A text message as the fake gateway took it. */
export interface FakeText {
  id: string
  phone: string
  signature: string
  template: string
  fields: Record<string, string>
}

/**
 * One way in which the fake gateway fails:
 * - code: answers with this code, without taking the message
 * - status: answers with this HTTP status only, without taking the message
 * - lost: takes the message and cuts the connection
 * - raw: takes the message and answers with this text and status 200
 * - until: takes the message and answers correctly, but only after this promise
 * - none: no failure
 */
export type TextFailure =
  | { code: string }
  | { status: number }
  | { lost: true }
  | { raw: string }
  | { until: Promise<unknown> }
  | { none: true }

export interface FakeSms {
  /** The address of the gateway. */
  url: string
  /** The messages that it has taken, the oldest first. */
  texts(): readonly FakeText[]
  /** How many calls have arrived. */
  calls(): number
  /** Makes the next calls fail, each in one of these ways; later calls succeed again. */
  misbehave(...next: TextFailure[]): void
  /** Forgets the planned failures. */
  behave(): void
  stop(): Promise<void>
}

const TEXTS_MOST = 20_000

/**
 * A gateway for trials and tests: an HTTP server on 127.0.0.1. It keeps what it takes in memory and sends nothing.
 * @throws Error in production, where people would wait for messages in vain
 */
export async function startFakeSms(): Promise<FakeSms> {
  if (process.env.NODE_ENV === 'production') throw new Error('The fake gateway can not be started in production.')
  const texts: FakeText[] = []
  const planned: TextFailure[] = []
  let calls = 0
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const message = JSON.parse(await text(request)) as FakeText
    calls++
    const next = planned.shift() ?? { none: true }
    const wrong = request.headers.authorization === `Bearer ${FAKE_GATEWAY.key}` ? wrongPart(message) : 'KEY'
    if (wrong) return answer(response, wrong)
    if ('code' in next) return answer(response, next.code)
    if ('status' in next) return void response.writeHead(next.status).end('upstream failure')
    texts.push(message)
    if (texts.length > TEXTS_MOST) texts.shift()
    if ('lost' in next) return void request.socket.destroy()
    if ('raw' in next) return void response.writeHead(200).end(next.raw)
    if ('until' in next) await next.until
    answer(response, 'OK')
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    texts: () => texts,
    calls: () => calls,
    misbehave: (...next) => void planned.push(...next),
    behave: () => void planned.splice(0),
    stop: () => new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
}

function answer(response: ServerResponse, code: string): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify({ code }))
}

/** What a gateway checks before it takes a message; null when all is right. */
function wrongPart({ phone, signature, template, fields }: FakeText): string | null {
  if (!/^1[3-9]\d{9}$/.test(phone)) return 'NUMBER'
  if (signature !== FAKE_GATEWAY.signature) return 'SIGNATURE'
  if (!template) return 'TEMPLATE'
  return Object.values(fields).every(value => value !== '' && value.length <= 20) ? null : 'FIELD'
}
