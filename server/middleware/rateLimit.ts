import type { Context, Next } from 'koa'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../errors'
import type { Settings } from '../settings'

/**
 * Limits the calls per minute and address. Counted in memory: a count per process is enough to stop a flood, and costs
 * no database write.
 */
export function limitByAddress(settings: Settings) {
  const limiter = new RateLimiterMemory({ points: settings.rateLimits.perAddress, duration: 60 })
  return (ctx: Context, next: Next) => consume(limiter, ctx.ip, ctx, next)
}

/**
 * Limits the calls per minute and signed-in person, so that one faulty phone doesn't use up the share of its whole
 * village.
 */
export function limitByPerson(settings: Settings) {
  const limiter = new RateLimiterMemory({ points: settings.rateLimits.perPerson, duration: 60 })
  return (ctx: Context, next: Next) => {
    const { viewer } = ctx.state
    return viewer ? consume(limiter, viewer.id, ctx, next) : next()
  }
}

/**
 * Limits how many complete identity numbers one person views or searches by in an hour: no day's work needs more, and
 * large numbers of them are a sign of misuse.
 */
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
