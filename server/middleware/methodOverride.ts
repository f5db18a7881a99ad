import type { Context, Next } from 'koa'

/**
 * wx.request of WeChat has no PATCH: the mini-program sends a POST that names PATCH in a header. No other method can be
 * named in this way.
 */
export async function methodOverride(ctx: Context, next: Next): Promise<void> {
  if (ctx.method === 'POST' && ctx.get('x-http-method-override').toUpperCase() === 'PATCH') ctx.method = 'PATCH'
  await next()
}
