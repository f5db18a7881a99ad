import type { Context, Next } from 'koa'

/**
 * WeChat's request knows no PATCH: the mini-program sends a POST that names it. No other method can be put on this way.
 */
export async function methodOverride(ctx: Context, next: Next): Promise<void> {
  if (ctx.method === 'POST' && ctx.get('x-http-method-override').toUpperCase() === 'PATCH') ctx.method = 'PATCH'
  await next()
}
