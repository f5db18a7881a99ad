import { randomUUID } from 'node:crypto'
import type { Context, Next } from 'koa'
import type { Log } from '../log'
import type { Metrics } from '../health/metrics'
import { propertyOf } from '../thrown'

/**
 * Gives every call an id, a line in the log and its place in the metrics. Paths are logged as route patterns, without
 * ids or search texts.
 */
export function requestLog(log: Log, metrics: Metrics) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const started = process.hrtime.bigint()
    const requestId = randomUUID()
    ctx.state.requestId = requestId
    ctx.set('X-Request-Id', requestId)
    await next()
    const ms = Number(process.hrtime.bigint() - started) / 1e6
    const route = String(propertyOf(ctx, '_matchedRoute') ?? 'none')
    metrics.observe(ctx.method, route, ctx.status, ms / 1000)
    log.info({ requestId, method: ctx.method, route, status: ctx.status, ms: Math.round(ms * 10) / 10 }, 'call')
  }
}
