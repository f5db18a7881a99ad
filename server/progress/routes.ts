import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { askProgress, TooManyGuesses } from './askProgress'
import { progressQuestion, progressSchema } from './schema'

/** The paper mirror: how far a service request has come, for whoever holds its slip. */
export function mountProgress(endpoints: Endpoints<Deps>, deps: Deps): void {
  endpoints.mount({
    name: 'askProgress',
    summary: 'How far it has come, by its number and the last four digits of the phone. Wrong and unknown are one answer; too many tries lock the number.',
    body: progressQuestion, response: progressSchema, errors: ['notFound']
  }, async ({ body, ctx }) => {
    ctx.set('Cache-Control', 'no-store')
    try {
      return await askProgress(body, ctx.ip, deps)
    } catch (error) {
      if (error instanceof TooManyGuesses) ctx.set('Retry-After', String(Math.max(1, Math.ceil((error.lockedUntil.getTime() - deps.now()) / 1000))))
      throw error
    }
  })
}
