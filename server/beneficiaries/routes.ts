import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { idParams } from '../typed'
import { changeBeneficiary, deleteBeneficiary } from './change'
import { createBeneficiary } from './create'
import { listBeneficiaries } from './list'
import { findFor } from './policy'
import { presentBeneficiary } from './presenter'
import { askBody, beneficiariesSchema, beneficiarySchema, changeBody, createBody, giveBody, listQuery } from './schema'
import { askConsent, endConsent, giveConsent } from './witness'

/** Family members, and what they agreed to in advance. */
export function mountBeneficiaries(endpoints: Endpoints<Deps>, deps: Deps): void {
  mountFamily(endpoints, deps)

  endpoints.mount({
    name: 'askConsent', summary: 'Ask the agent of his village to hear him.',
    params: idParams, body: askBody, response: beneficiarySchema, errors: ['noWitness', 'consentNotAsked', 'changedMeanwhile']
  }, async ({ params, body, viewer }) => presentBeneficiary(await askConsent(params.id, body, viewer, deps), deps))

  endpoints.mount({
    name: 'giveConsent', summary: 'The agent who heard him writes down what he said.',
    params: idParams, body: giveBody, response: beneficiarySchema, errors: ['consentNotAsked', 'changedMeanwhile']
  }, async ({ params, body, viewer }) => presentBeneficiary(await giveConsent(params.id, body, viewer, deps), deps))

  endpoints.mount({
    name: 'endConsent', summary: 'Take back what he agreed to; what rests on it is asked for anew.',
    params: idParams, response: beneficiarySchema, errors: ['changedMeanwhile']
  }, async ({ params, viewer }) => {
    return presentBeneficiary(await endConsent(params.id, viewer, deps), deps)
  })
}

function mountFamily(endpoints: Endpoints<Deps>, deps: Deps): void {
  endpoints.mount({
    name: 'listBeneficiaries', summary: 'My family, where others keep me, or whom I am asked to hear.',
    query: listQuery, response: beneficiariesSchema, errors: ['forbidden']
  }, ({ query, viewer }) => listBeneficiaries(query.role, viewer, deps))

  endpoints.mount({
    name: 'createBeneficiary', summary: 'Add a family member.', body: createBody, response: beneficiarySchema, status: 201,
    errors: ['villageUnknown', 'guardianNeeded', 'tooManyBeneficiaries', 'sensitiveConsentNeeded']
  }, async ({ body, viewer, key }) => presentBeneficiary({ stored: await createBeneficiary(body, viewer, key, deps), role: 'owner' }, deps))

  endpoints.mount({
    name: 'getBeneficiary', summary: 'One family member.', params: idParams, response: beneficiarySchema
  }, async ({ params, viewer }) => presentBeneficiary(await findFor('getBeneficiary', params.id, viewer, deps), deps))

  endpoints.mount({
    name: 'updateBeneficiary', summary: 'Change a family member; another name ends what was agreed to.',
    params: idParams, body: changeBody, response: beneficiarySchema,
    errors: ['villageUnknown', 'guardianNeeded', 'changedMeanwhile', 'sensitiveConsentNeeded']
  }, async ({ params, body, viewer }) => {
    return presentBeneficiary({ stored: await changeBeneficiary(params.id, body, viewer, deps), role: 'owner' }, deps)
  })

  endpoints.mount({
    name: 'deleteBeneficiary', summary: 'Remove a family member.', params: idParams
  }, ({ params, viewer }) => deleteBeneficiary(params.id, viewer, deps))
}
