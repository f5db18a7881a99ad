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

/** Family members, and the consents they gave in advance. */
export function mountBeneficiaries(endpoints: Endpoints<Deps>): void {
  mountFamily(endpoints)

  endpoints.mount({
    name: 'askConsent', summary: 'Ask the agent of the village to hear a family member.',
    params: idParams, body: askBody, response: beneficiarySchema,
    errors: ['noWitness', 'consentNotAsked', 'changedMeanwhile']
  }, async ({ params, body, ...context }) => presentBeneficiary(await askConsent(params.id, body, context), context))

  endpoints.mount({
    name: 'giveConsent', summary: 'The agent who heard a family member records what was said.',
    params: idParams, body: giveBody, response: beneficiarySchema, errors: ['consentNotAsked', 'changedMeanwhile']
  }, async ({ params, body, ...context }) => presentBeneficiary(await giveConsent(params.id, body, context), context))

  endpoints.mount({
    name: 'endConsent', summary: 'Withdraw what a family member agreed to; what rests on it has to be asked for again.',
    params: idParams, response: beneficiarySchema, errors: ['changedMeanwhile']
  }, async ({ params, ...context }) => presentBeneficiary(await endConsent(params.id, context), context))
}

function mountFamily(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'listBeneficiaries', summary: 'My family, where others keep me, or whom I am asked to hear.',
    query: listQuery, response: beneficiariesSchema, errors: ['forbidden']
  }, ({ query, ...context }) => listBeneficiaries(query.role, context))

  endpoints.mount({
    name: 'createBeneficiary', summary: 'Add a family member.',
    body: createBody, response: beneficiarySchema, status: 201,
    errors: ['villageUnknown', 'guardianNeeded', 'tooManyBeneficiaries', 'sensitiveConsentNeeded']
  }, async ({ body, ...context }) =>
    presentBeneficiary({ stored: await createBeneficiary(body, context), role: 'owner' }, context))

  endpoints.mount({
    name: 'getBeneficiary', summary: 'One family member.', params: idParams, response: beneficiarySchema
  }, async ({ params, ...context }) => presentBeneficiary(await findFor('getBeneficiary', params.id, context), context))

  endpoints.mount({
    name: 'updateBeneficiary', summary: 'Change a family member; another name ends what was agreed to.',
    params: idParams, body: changeBody, response: beneficiarySchema,
    errors: ['villageUnknown', 'guardianNeeded', 'changedMeanwhile', 'sensitiveConsentNeeded']
  }, async ({ params, body, ...context }) =>
    presentBeneficiary({ stored: await changeBeneficiary(params.id, body, context), role: 'owner' }, context))

  endpoints.mount({
    name: 'deleteBeneficiary', summary: 'Remove a family member.', params: idParams
  }, ({ params, ...context }) => deleteBeneficiary(params.id, context))
}
