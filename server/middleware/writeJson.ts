import type { Context, Next } from 'koa'

/**
 * Serialises the answered object to JSON once. Koa would serialise an object twice: for its length, by which the
 * compression decides, and for sending.
 */
export async function writeJson(ctx: Context, next: Next): Promise<void> {
  await next()
  const body: unknown = ctx.body
  const plain = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
  if (!plain && !Array.isArray(body)) return
  ctx.type = 'json'
  ctx.body = JSON.stringify(body)
}
