import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { startFakeWechat } from '../../../server/wechat/fake'
import { ROOT } from '../../setup/builds'
import { PATIENCE_MS } from '../../setup/waitFor'
import type { Heap } from './canarySearch'

export const WECHAT = { appId: 'wx00000000000c0a41', secret: 'secret-of-the-canary' }
/**
 * The calls whose data come from WeChat itself: the code of a sign-in, and the code that WeChat changes into a phone.
 */
const WECHATS_OWN = ['/sns/jscode2session', '/wxa/business/getuserphonenumber']

/** The fake WeChat behind a proxy that records what is sent to it. */
export async function startRecordedWechat(): Promise<{ url: string; heaps: Heap[]; stop(): Promise<void> }> {
  const fake = await startFakeWechat({ now: Date.now, credentials: WECHAT })
  const heaps: Heap[] = []
  const pass = async (request: IncomingMessage) => {
    const body = await buffer(request)
    const path = request.url ?? '/'
    if (!WECHATS_OWN.some(own => path.startsWith(own)))
      heaps.push({ place: 'wechat', name: path.split('?')[0]!, bytes: Buffer.concat([Buffer.from(path), body]) })
    return fetch(fake.url + path, {
      method: request.method ?? 'GET',
      ...(body.length > 0 && { body: new Uint8Array(body) })
    })
  }
  const server = createServer((request, response) => {
    pass(request).then(
      async answer =>
        response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text()),
      () => response.destroy()
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heaps,
    async stop() {
      server.close()
      server.closeAllConnections()
      await fake.stop()
    }
  }
}

export interface StartedServer {
  address: string
  /** Everything that the process has printed on stdout and stderr. */
  said(): Buffer
  stop(): Promise<void>
}

/**
 * The server as `npm start` starts it, with the most detailed log and without H5.
 * @throws Error with its output when it ends or prints nothing
 */
export async function startServer(env: Record<string, string>): Promise<StartedServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'server/scripts/start.ts'), '--api-only'], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, PORT: '0', LOG_LEVEL: 'trace', ...env }
  })
  const chunks: Buffer[] = []
  const said = (): Buffer => Buffer.concat(chunks)
  const ended = once(child, 'close')
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (): void => reject(new Error(`The server did not start:\n${said().toString()}`))
    const late = setTimeout(fail, PATIENCE_MS)
    const hear = (chunk: Buffer): void => {
      chunks.push(chunk)
      const found = /背包警务已启动\s+(http:\S+)/.exec(said().toString())?.[1]
      if (!found) return
      clearTimeout(late)
      resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', fail)
  })
  return {
    address,
    said,
    async stop() {
      child.kill('SIGTERM')
      await ended
    }
  }
}
