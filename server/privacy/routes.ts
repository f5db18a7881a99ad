import { PRIVACY_VERSIONS } from '../../src/contract/privacy'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import type { RunningSession } from '../session/readSession'
import { listConsents, recordConsent } from './consents'
import { deleteMe } from './deleteMe'
import { exportMine } from './exportMine'
import { consentBody, consentsSchema, myDataSchema } from './schema'

/** What a person may know and decide of his own data. */
export function mountPrivacy(endpoints: Endpoints, deps: Deps): void {
  endpoints.mount({
    name: 'listMyConsents', summary: 'What I agreed to, and the versions of now.', response: consentsSchema
  }, async ({ viewer }) => ({ items: await listConsents(viewer), current: { ...PRIVACY_VERSIONS } }))

  endpoints.mount({
    name: 'recordMyConsent', summary: 'Agree to how my data are used, or take it back.',
    body: consentBody, response: null, errors: ['consentVersionUnknown']
  }, async ({ viewer, body }) => {
    await recordConsent(body, viewer, deps)
    return undefined
  })

  endpoints.mount({
    name: 'exportMe', summary: 'Everything kept of me.', response: myDataSchema
  }, ({ viewer, ctx }) => exportMine(viewer, ctx.state.session as RunningSession, deps))

  endpoints.mount({
    name: 'deleteMe', summary: 'Delete my account; refused while something of mine is open.',
    response: null, errors: ['forbidden', 'openMatters']
  }, ({ viewer }) => deleteMe(viewer, deps))
}
