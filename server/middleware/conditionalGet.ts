import type { Context, Next } from 'koa'

/** Answers 304 without a body when the client already has the version that the ETag names. */
export async function conditionalGet(ctx: Context, next: Next): Promise<void> {
  await next()
  if (!ctx.fresh) return
  ctx.body = null
  ctx.status = 304
}
