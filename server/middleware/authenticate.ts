import type { Context, Next } from 'koa'
import type { Deps } from '../deps'
import { readSession } from '../session/readSession'

/**
 * Says who is calling: `state.session` (signed in to WeChat) and `state.viewer` (phone bound), both null for a stranger.
 * A token that is there but no longer good is refused with sessionExpired rather than taken for a stranger's call, so that
 * the phone signs in again instead of showing an empty list.
 */
export function authenticate(deps: Pick<Deps, 'sessionSecret' | 'now' | 'fields' | 'ground'>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const header = ctx.get('authorization')
    const found = header ? await readSession(header, deps) : null
    ctx.state.session = found?.session ?? null
    ctx.state.viewer = found?.viewer ?? null
    await next()
  }
}
