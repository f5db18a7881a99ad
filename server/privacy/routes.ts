import { PRIVACY_VERSIONS } from '../../src/contract/privacy'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { listConsents, recordConsent } from './consents'
import { deleteMe } from './deleteMe'
import { exportMine } from './exportMine'
import { consentBody, consentsSchema, myDataSchema } from './schema'

/** What a person may know and decide about the person's own data. */
export function mountPrivacy(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'listMyConsents', summary: 'What I agreed to, and the versions of now.', response: consentsSchema
  }, async ({ viewer }) => ({ items: await listConsents(viewer), current: { ...PRIVACY_VERSIONS } }))

  endpoints.mount({
    name: 'recordMyConsent', summary: 'Agree to how my data are used, or take it back.',
    body: consentBody, errors: ['consentVersionUnknown']
  }, ({ body, ...context }) => recordConsent(body, context))

  endpoints.mount({
    name: 'exportMe', summary: 'Everything kept of me.', response: myDataSchema
  }, context => exportMine(context))

  endpoints.mount({
    name: 'deleteMe', summary: 'Delete my account; refused while something of mine is open.',
    errors: ['forbidden', 'openMatters']
  }, context => deleteMe(context))
}
