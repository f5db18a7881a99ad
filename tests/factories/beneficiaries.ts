import type { Test } from 'supertest'
import type { BeneficiaryFields } from '../../src/contract/beneficiary'
import { pathOf } from '../../src/contract/endpoints'
import type { TestApp } from '../setup/app'
import type { Team } from './people'
import { newKey } from './serviceRequests'

/** A complete, valid family member in the team's village. */
export function familyMember(team: Team, fields: Partial<BeneficiaryFields> = {}): BeneficiaryFields {
  return {
    name: '王秀兰', kinship: 'parent', phone: null, villageCode: team.villageCode, address: '村东头第一家', birthYear: 1945,
    guardian: false,
    specialGroups: ['livesAlone'], ...fields
  }
}

/** POST /beneficiaries as this person. */
export function postFamily(app: TestApp, token: string, body: object, key = newKey()): Test {
  return app.http.post(pathOf('createBeneficiary')).set('Authorization', token).set('Idempotency-Key', key).send(body)
}

/** A stored family member. @returns its id */
export async function buildFamily(
  app: TestApp, token: string, team: Team, fields: Partial<BeneficiaryFields> = {}
): Promise<string> {
  return (await postFamily(app, token, familyMember(team, fields)).expect(201)).body.id as string
}

/** A consent heard by the agent of the village: asked for by the relative, confirmed by the agent. */
export async function buildConsent(
  app: TestApp, owner: string, agent: string, id: string, asked: object = { purpose: 'both', months: 12 }
): Promise<void> {
  await app.http.post(pathOf('askConsent', { id })).set('Authorization', owner).send(asked).expect(200)
  await app.http
    .post(pathOf('giveConsent', { id }))
    .set('Authorization', agent)
    .send({ agreed: true, words: '2026-11' })
    .expect(200)
}
