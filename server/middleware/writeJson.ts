import type { Context, Next } from 'koa'

/** The JSON texts of answers that never change. */
const texts = new WeakMap<object, string>()

/** Marks an answer that never changes any more: its JSON is made now and sent for every call that answers it. */
export function serialisedOnce<T extends object>(answer: T): T {
  texts.set(answer, JSON.stringify(answer))
  return answer
}

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
  ctx.body = texts.get(body) ?? JSON.stringify(body)
}
