import { createHmac } from 'node:crypto'
import type { RouterContext } from '@koa/router'
import { AppError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'

/** A key that the phone chose for one intent, with a hash that tells whether a repeated call carries the same body. */
export interface IdempotencyKey {
  key: string
  bodyHash: string
}

const FORMAT = /^[A-Za-z0-9_-]{8,64}$/

/** @throws AppError idempotencyKeyRequired when the header is missing or not 8–64 characters of A–Z a–z 0–9 _ - */
export function checkIdempotencyKey(ctx: RouterContext): void {
  if (!FORMAT.test(ctx.get('idempotency-key'))) throw new AppError('idempotencyKeyRequired')
}

/**
 * The checked Idempotency-Key header with the keyed hash of the body. `phoneTime` is left out, because the phone's
 * clock moves between two attempts of the same intent, and the order of fields makes no difference. The hash is stored
 * and therefore keyed: a phone or an identity number is short enough to be found from an unkeyed hash by trying.
 * @param file bytes of an upload, empty without one
 */
export async function idempotencyKeyOf(ctx: RouterContext, file: Buffer, fields: Keyring): Promise<IdempotencyKey> {
  const hash = createHmac('sha256', await fields.macKey('idempotency'))
    .update(canonical(ctx.request.body ?? {}, true)).update(file)
  return { key: ctx.get('idempotency-key'), bodyHash: hash.digest('base64url') }
}

function canonical(value: unknown, top = false): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([name]) => !(top && name === 'phoneTime')).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
}
