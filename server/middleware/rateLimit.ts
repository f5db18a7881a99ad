import type { Context, Next } from 'koa'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors'
import type { Settings } from '../settings'

/** Calls a minute by address. Kept in memory: per process is enough to stop a flood, and costs no write. */
export function limitByAddress(settings: Settings) {
  const limiter = new RateLimiterMemory({ points: settings.rateLimits.perAddress, duration: 60 })
  return (ctx: Context, next: Next) => consume(limiter, ctx.ip, ctx, next)
}

/** Calls a minute by signed-in person, so that one phone run wild doesn't spend its village's share. */
export function limitByPerson(settings: Settings) {
  const limiter = new RateLimiterMemory({ points: settings.rateLimits.perPerson, duration: 60 })
  return (ctx: Context, next: Next) => {
    const { viewer } = ctx.state
    return viewer ? consume(limiter, viewer.id, ctx, next) : next()
  }
}

/** Whole identity numbers looked at or searched by, an hour by person: no day's work needs a stack of them. */
export function limitLooks(settings: Settings) {
  const limiter = new RateLimiterMemory({ points: settings.looks.perPersonAnHour, duration: 3600 })
  return (viewer: { id: string }, ctx: Context): Promise<void> =>
    consume(limiter, viewer.id, ctx, () => Promise.resolve())
}

async function consume(limiter: RateLimiterMemory, key: string, ctx: Context, next: Next): Promise<void> {
  const result = await limiter.consume(key).then(() => null, (refused: RateLimiterRes) => refused)
  if (result) {
    ctx.set('Retry-After', String(Math.max(1, Math.ceil(result.msBeforeNext / 1000))))
    throw new AppError('tooManyRequests')
  }
  await next()
}
