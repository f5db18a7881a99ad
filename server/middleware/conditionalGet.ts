import type { Context, Next } from 'koa'

/** Answers 304 without a body when the phone already has what the ETag names. */
export async function conditionalGet(ctx: Context, next: Next): Promise<void> {
  await next()
  if (!ctx.fresh) return
  ctx.body = null
  ctx.status = 304
}
