import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import { bindPhone } from './bindPhone'
import { listDemoPeople } from './demoPeople'
import { endSession } from './endSession'
import { presentUser } from './presenter'
import { codeBody, demoPeopleSchema, endQuery, meBody, sessionSchema, sessionsSchema, userSchema } from './schema'
import { endSessions, listSessions } from './mySessions'
import { signIn } from './signIn'
import { limitSignIns } from './signInLimit'
import { updateMe } from './updateMe'

/** Signing in and out, and what people may see and change of their own profile. */
export function mountSession(endpoints: Endpoints<Deps>, deps: Deps): void {
  const limit = limitSignIns(deps)

  endpoints.mount({
    name: 'createSession', summary: 'Sign in with a code of wx.login.',
    body: codeBody, response: sessionSchema, errors: ['wechatCodeInvalid', 'wechatUnavailable', 'forbidden']
  }, async ({ body, ctx, ...context }) => {
    await limit('signIn', ctx)
    return signIn(body.code, ctx.get('user-agent'), context)
  })

  endpoints.mount({
    name: 'bindPhone',
    summary: 'Bind the phone behind a code of the phone number button; answers a new session.',
    body: codeBody, response: sessionSchema, errors: ['wechatCodeInvalid', 'wechatUnavailable', 'forbidden']
  }, async ({ body, ctx, ...context }) => {
    await limit('bindPhone', ctx)
    return bindPhone(body.code, ctx.get('user-agent'), context)
  })

  endpoints.mount({
    name: 'endSession', summary: 'Sign out.'
  }, ({ session }) => endSession(session.id))

  endpoints.mount({
    name: 'getMe', summary: 'Who I am here.', response: userSchema
  }, async ({ viewer }) => presentUser(viewer))

  endpoints.mount({
    name: 'updateMe', summary: 'Change my village or, for residents, my name.',
    body: meBody, response: userSchema, errors: ['villageUnknown', 'forbidden']
  }, ({ body, ...context }) => updateMe(body, context))

  mountMySessions(endpoints)

  endpoints.mount({
    name: 'listDemoPeople',
    summary: 'People a visitor may sign in as; exists only while WeChat is the fake one.',
    response: demoPeopleSchema, errors: ['notFound']
  }, async () => {
    if (!deps.demo) throw new AppError('notFound')
    return { items: await listDemoPeople(deps) }
  })
}

/** The phones on which the viewer is signed in. */
function mountMySessions(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'listMySessions', summary: 'The phones and browsers on which I am signed in.', response: sessionsSchema
  }, async ({ viewer, session }) => ({ items: await listSessions(viewer, session) }))

  endpoints.mount({
    name: 'endMySessions', summary: 'Sign out everywhere else, or everywhere.', query: endQuery
  }, ({ viewer, session, query }) => endSessions(viewer, query.which, session))
}
