import { createHash } from 'node:crypto'
import type { RouterContext } from '@koa/router'
import { AppError } from '../errors'

/** A key the phone chose for one intent, with a hash that tells whether a repetition carries the same body. */
export interface IdempotencyKey {
  key: string
  bodyHash: string
}

const FORMAT = /^[A-Za-z0-9_-]{8,64}$/

/**
 * Reads the Idempotency-Key header.
 * @throws AppError idempotencyKeyRequired when it is missing or not 8–64 characters of A–Z a–z 0–9 _ -
 */
export function requireIdempotencyKey(ctx: RouterContext): IdempotencyKey {
  const key = ctx.get('idempotency-key')
  if (!FORMAT.test(key)) throw new AppError('idempotencyKeyRequired')
  return { key, bodyHash: hashBody(ctx.request.body) }
}

/** The phone's clock moves between two tries of the same intent, so it does not count; nor does the order of fields. */
function hashBody(body: unknown): string {
  return createHash('sha256').update(canonical(body ?? {}, true)).digest('base64url')
}

function canonical(value: unknown, top = false): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([name]) => !(top && name === 'phoneTime')).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
}
