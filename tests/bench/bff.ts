/** Compares the BFF with the parts it is made of: the catalogue with bare Koa, a submission with a bare insert. */
import { once } from 'node:events'
import { Agent, type Server, createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { pathOf } from '../../src/contract/endpoints'
import { LIMITS } from '../../src/contract/limits'
import { ServiceRequest } from '../../server/serviceRequests/model'
import { buildInput, buildItem, newKey } from '../factories/serviceRequests'
import { buildPerson, buildTeam } from '../factories/people'
import { buildApp } from '../setup/app'
import { serviceRequestOf } from './documents'
import { compare } from './measure'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Makes one call and returns the body; throws when the status is not the expected one. */
function call(
  server: Server, method: string, path: string, expected: number,
  { headers = {}, body }: { headers?: Record<string, string>, body?: string } = {}
): Promise<string> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const sent = send({
      agent, port, host: '127.0.0.1', method, path,
      headers: {
        ...headers, ...body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {}
      }
    }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => {
        if (answer.statusCode === expected) resolve(text)
        else reject(new Error(`${method} ${path}: ${answer.statusCode ?? 0} ${text}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function listen(koa: Koa): Promise<Server> {
  const server = createServer(koa.callback()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** The rates of the BFF and of its parts on the store at `uri`, with 16 clients. */
export async function againstBareParts(uri: string): Promise<{ what: string, bff: number, bare: number }[]> {
  process.env.TEST_MONGODB_URI = uri
  const app = await buildApp()
  const [server, bareServer] = [await listen(app.app.koa), await listen(new Koa())]
  try {
    return [await catalogue(server, bareServer), await submission(server, app.signIn)]
  } finally {
    for (const one of [server, bareServer]) one.closeAllConnections()
    agent.destroy()
    await Promise.all([server, bareServer].map(one => new Promise(resolve => one.close(resolve))))
    await app.stop()
  }
}

async function catalogue(server: Server, bareServer: Server): Promise<{ what: string, bff: number, bare: number }> {
  for (let items = 0; items < 38; items += 1) await buildItem()
  const path = pathOf('getCatalogue')
  const answer = JSON.parse(await call(server, 'GET', path, 200)) as object
  const koa = new Koa().use(ctx => { ctx.body = answer })
  bareServer.removeAllListeners('request').on('request', koa.callback())
  const found = await compare([
    { name: 'bff', once: () => call(server, 'GET', path, 200) },
    { name: 'bare', once: () => call(bareServer, 'GET', path, 200) }
  ], 16)
  return {
    what: 'GET catalogue : bare Koa with the same body', bff: found.get('bff') as number,
    bare: found.get('bare') as number
  }
}

async function submission(
  server: Server, signIn: (phone: string) => Promise<string>
): Promise<{ what: string, bff: number, bare: number }> {
  const team = await buildTeam()
  const body = JSON.stringify(await buildInput(team))
  const tokens: string[] = []
  for (let people = 0; people < 240; people += 1) tokens.push(await signIn((await buildPerson()).phone))
  let sent = 0
  let written = 50_000_000
  const found = await compare([
    { name: 'bff', once: () => {
      const token = tokens[Math.floor((sent += 1) / LIMITS.openServiceRequests)]
      if (!token) throw new Error('more people are needed for so many submissions')
      return call(server, 'POST', pathOf('createServiceRequest'), 201, {
        headers: { Authorization: token, 'Idempotency-Key': newKey() }, body
      })
    } },
    { name: 'bare', once: () => ServiceRequest.create(serviceRequestOf(written += 1)) }
  ], 16)
  return {
    what: 'POST service request : bare mongoose insert', bff: found.get('bff') as number,
    bare: found.get('bare') as number
  }
}
