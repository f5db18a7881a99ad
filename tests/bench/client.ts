/** Calls over connections that stay open, as one proxy would make them. */
import { Agent, request as send } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export interface Sent { headers?: Record<string, string>, body?: string }

/** One call; gives the body. @throws Error on another status than expected */
export function call(
  base: string,
  method: string,
  path: string,
  expected: number,
  { headers = {}, body }: Sent = {}
): Promise<string> {
  const about = body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {}
  return new Promise((resolve, reject) => {
    const sent = send(`${base}${path}`, { agent, method, headers: { ...headers, ...about } }, answer => {
      let text = ''
      answer
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part
        })
        .on('end', () => {
          if (answer.statusCode === expected) resolve(text)
          else reject(new Error(`${method} ${path}: ${answer.statusCode ?? 0} ${text}`))
        })
    })
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection at the moment when it was used again.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(call(base, method, path, expected, { headers, body }))
      else reject(error)
    })
    sent.end(body)
  })
}

/** Runs `once` for each item, 16 at a time. */
export async function each16<T>(items: readonly T[], once: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items]
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await once(item)
  }))
}

/** 1 to `count`; nothing where `count` is below 1. */
export function numbers(count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => index + 1)
}
