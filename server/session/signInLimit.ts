import type { Context } from 'koa'
import mongoose, { Schema, model } from 'mongoose'
import { RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible'
import type { Deps } from '../deps'
import { AppError } from '../errors'

const COLLECTION = 'signInCounts'

/**
 * The documents of the limiter, which writes them itself; the model creates the indexes that the limiter's queries use.
 */
const countSchema = new Schema({
  key: { type: String, required: true },
  points: { type: Number, required: true },
  expire: { type: Date, default: null }
}, { collection: COLLECTION, strict: 'throw', autoIndex: false })
countSchema.index({ key: 1 }, { unique: true })
countSchema.index({ expire: 1 }, { expireAfterSeconds: 0 })
model('SignInCount', countSchema)

type Check = (purpose: 'signIn' | 'bindPhone', ctx: Context) => Promise<void>

/**
 * Counts sign-ins and, separately, bindings by address and minute over all processes. When the database can't be
 * written, each process counts for itself: a fault of the server must not lock a whole village out.
 * @returns a check that throws AppError tooManyRequests and sets Retry-After
 */
export function limitSignIns({ settings, log }: Pick<Deps, 'settings' | 'log'>): Check {
  const limits = { points: settings.rateLimits.signInsPerAddress, duration: 60 }
  const shared = new RateLimiterMongo({
    ...limits,
    storeClient: mongoose.connection,
    tableName: COLLECTION,
    keyPrefix: 'perMinute',
    disableIndexesCreation: true
  })
  const own = new RateLimiterMemory(limits)

  return async (purpose, ctx) => {
    const key = `${purpose}:${ctx.ip}`
    const refused = await refusal(shared.consume(key)).catch((error: unknown) => {
      log.warn({ err: error }, 'sign-ins are counted in memory only')
      return refusal(own.consume(key))
    })
    if (!refused) return
    ctx.set('Retry-After', String(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))))
    throw new AppError('tooManyRequests')
  }
}

/** The limiter rejects with its result when the limit is reached, and with an Error when it failed. */
async function refusal(consumed: Promise<RateLimiterRes>): Promise<RateLimiterRes | null> {
  try {
    await consumed
    return null
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) return thrown
    throw thrown
  }
}
