import type Router from '@koa/router'
import mongoose from 'mongoose'
import { AppError } from '../errors'
import type { Metrics } from './metrics'

const LOOPBACK = /^(::1|::ffff:127\.|127\.)/

/**
 * /healthz: the process is running. /readyz: the process can reach its database. /metrics: metrics, for callers on this
 * machine only.
 */
export function mountHealth(router: Router, metrics: Metrics): void {
  router.get('/healthz', ctx => { ctx.body = { status: 'ok' } })
  router.get('/readyz', async ctx => {
    const ready = await databaseAnswers()
    ctx.status = ready ? 200 : 503
    ctx.body = { status: ready ? 'ready' : 'database unreachable' }
  })
  router.get('/metrics', async ctx => {
    // Behind a proxy every call comes from this machine; a forwarding header shows that the caller does not.
    const local = LOOPBACK.test(ctx.req.socket.remoteAddress ?? '') && !ctx.get('x-forwarded-for')
    if (!local) throw new AppError('notFound')
    ctx.type = metrics.registry.contentType
    ctx.body = await metrics.registry.metrics()
  })
}

async function databaseAnswers(): Promise<boolean> {
  if (mongoose.connection.readyState !== mongoose.ConnectionStates.connected) return false
  return mongoose.connection.db!.command({ ping: 1 }, { timeoutMS: 2000 }).then(() => true, () => false)
}
