import type { Context, Next } from 'koa'
import type { Types } from 'mongoose'
import type { Viewer } from '../people/viewer'

/** A session that has not ended: a WeChat account is signed in; `person` is null while no phone is bound. */
export interface RunningSession {
  id: string
  openid: string
  person: Types.ObjectId | null
}

/** The caller; `viewer` is null while the session's WeChat account has bound no phone. */
export interface Caller {
  session: RunningSession
  viewer: Viewer | null
}

declare module 'koa' {
  interface DefaultState {
    /** Identifies the call in the log and in error bodies. */
    requestId: string
    /** null for a caller who sent no token; absent until `authenticate` has run. */
    session?: RunningSession | null
    viewer?: Viewer | null
  }
}

/**
 * Sets the caller: `state.session` (signed in to WeChat) and `state.viewer` (phone bound), both null without a token. A
 * token that is sent but no longer valid is refused with sessionExpired instead of being treated as a call without a
 * token: the phone then signs in again instead of showing an empty list.
 * @param read finds the caller behind an Authorization header; throws AppError sessionExpired
 */
export function authenticate(read: (authorizationHeader: string) => Promise<Caller>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const header = ctx.get('authorization')
    const found = header ? await read(header) : null
    ctx.state.session = found?.session ?? null
    ctx.state.viewer = found?.viewer ?? null
    await next()
  }
}
