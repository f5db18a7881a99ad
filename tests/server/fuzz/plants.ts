/** Faults that are put into the running server on purpose, to prove that the checks find them. */
import type Koa from 'koa'
import type { Context } from 'koa'
import { Person } from '../../../server/people/model'
import { ServiceRequest } from '../../../server/serviceRequests/model'

type Faulty = (ctx: Context, next: () => Promise<void>) => Promise<void>
const kept: string[] = []

const PLANTS = {
  /** A handler that throws on certain input. */
  throws: async (ctx, next) => {
    await next()
    if (ctx.method === 'POST' && ctx.status === 400) ctx.throw(500)
  },
  /** A handler that writes before it has checked its input. */
  writesFirst: async (ctx, next) => {
    if (ctx.method !== 'GET') {
      await Person.updateOne({ active: true }, { $set: { villageCode: String(Math.random()).slice(2, 12) } })
    }
    await next()
  },
  /** Moves without their entry in the timeline. */
  halfMove: async (ctx, next) => {
    await next()
    const [, id] = /^\/api\/v1\/service-requests\/([0-9a-f]{24})\/[a-z-]+$/.exec(ctx.path) ?? []
    if (id && ctx.method === 'POST' && ctx.status === 200) {
      await ServiceRequest.updateOne({ _id: id, 'timeline.1': { $exists: true } }, { $pop: { timeline: 1 } })
    }
  },
  /** An answer with a field that the OpenAPI document doesn't have. */
  extraField: async (ctx, next) => {
    await next()
    // At this point an answer is JSON text; bytes and empty answers are left alone.
    if (ctx.status >= 300 || typeof ctx.body !== 'string' || !ctx.body.startsWith('{')) return
    const body = JSON.parse(ctx.body) as { id?: unknown }
    if (typeof body.id === 'string') ctx.body = { ...body, openid: 'x' }
  },
  /** An error that the OpenAPI document doesn't list. */
  unlisted: async (ctx, next) => {
    await next()
    if (/service-requests\/\w+$/.test(ctx.path) && ctx.method === 'GET' && ctx.status === 200) {
      ctx.status = 409
      ctx.body = { error: { code: 'alreadyRated', message: '已经评价过了。', requestId: String(ctx.state.requestId) } }
    }
  },
  /** A memory leak: something of every call is kept. */
  leak: async (ctx, next) => {
    kept.push(`${ctx.path}${'x'.repeat(20_000)}`.split('').reverse().join(''))
    await next()
  },
  /** A line in the log with data that must not be logged. */
  tellsLog: async (ctx, next) => {
    await next()
    if (ctx.path.endsWith('/session') && ctx.status === 200) {
      process.stdout.write(`signed in: ${ctx.get('authorization')} 13899990000\n`)
    }
  }
} satisfies Record<string, Faulty>
export type Plant = keyof typeof PLANTS

/** Puts one fault in, as the outermost middleware. */
export function plant(koa: Koa, name: Plant): void {
  koa.middleware.unshift(PLANTS[name] as Koa.Middleware)
}
