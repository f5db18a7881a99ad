import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { askProgress, TooManyGuesses } from './askProgress'
import { progressQuestion, progressSchema } from './schema'

/**
 * Progress by number and phone tail (the paper mirror): how far a service request has come, for whoever holds its slip.
 */
export function mountProgress(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'askProgress',
    summary: 'How far a service request has come, by its number and the last four digits of the phone. '
      + 'A wrong and an unknown number get the same answer; too many tries lock the number.',
    body: progressQuestion, response: progressSchema, errors: ['notFound']
  }, async ({ body, ctx, ...context }) => {
    ctx.set('Cache-Control', 'no-store')
    try {
      return await askProgress(body, ctx.ip, context)
    } catch (error) {
      if (error instanceof TooManyGuesses) {
        ctx.set('Retry-After', String(Math.max(1, Math.ceil((error.lockedUntil.getTime() - context.now) / 1000))))
      }
      throw error
    }
  })
}
