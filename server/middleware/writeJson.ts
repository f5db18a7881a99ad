import type { Context, Next } from 'koa'

/**
 * Turns an object that is answered into its JSON once. Left as an object it would be written twice: once for its
 * length, by which the compression decides, and once for sending.
 */
export async function writeJson(ctx: Context, next: Next): Promise<void> {
  await next()
  const body: unknown = ctx.body
  const plain = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
  if (!plain && !Array.isArray(body)) return
  ctx.type = 'json'
  ctx.body = JSON.stringify(body)
}
