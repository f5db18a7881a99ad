import type { Context, Next } from 'koa'
import type { Types } from 'mongoose'
import type { Viewer } from '../people/viewer'

/** A session that has not ended: somebody is signed in to WeChat; `person` is null while no phone is bound. */
export interface RunningSession {
  id: string
  openid: string
  person: Types.ObjectId | null
}

/** Who is calling; `viewer` is null while the session's WeChat account has bound no phone. */
export interface Caller {
  session: RunningSession
  viewer: Viewer | null
}

declare module 'koa' {
  interface DefaultState {
    /** Names the call in the log and in error bodies. */
    requestId: string
    /** null for a caller who sent no token; not there before `authenticate` has run. */
    session?: RunningSession | null
    viewer?: Viewer | null
  }
}

/**
 * Says who is calling: `state.session` (signed in to WeChat) and `state.viewer` (phone bound), both null for a
 * stranger. A token that is sent but no longer good is refused with sessionExpired rather than treated as a
 * stranger's call, so that the phone signs in again instead of showing an empty list.
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
