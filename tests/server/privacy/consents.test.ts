import { Person } from '../../../server/people/model'
import { PrivacyConsent } from '../../../server/privacy/model'
import { pathOf } from '../../../src/contract/endpoints'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import { familyMember, postFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildInput, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let token: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
})
beforeEach(async () => { token = await app.signInNew((await buildPerson()).phone) })
afterAll(() => app.stop())

const agree = (body: object) => app.http.post(pathOf('recordMyConsent')).set('Authorization', token).send(body)
const list = async () => (await app.http.get(pathOf('listMyConsents')).set('Authorization', token).expect(200)).body

it('nothing personal is taken in before one has agreed to how it is used, and all of it after', async () => {
  const input = await buildInput(team)
  const refused = [
    await postSubmit(app, token, input),
    await postFamily(app, token, familyMember(team, { specialGroups: [] }))
  ]
  for (const { status, body } of refused) {
    expect(status).toBe(403)
    expect(body.error).toMatchObject({ code: 'privacyConsentNeeded', message: expect.stringMatching(/同意/) })
  }
  await agree({ kind: 'privacy', version: PRIVACY_VERSIONS.privacy }).expect(204)
  await postSubmit(app, token, input).expect(201)
  await postFamily(app, token, familyMember(team, { specialGroups: [] })).expect(201)
})

it('what one can look at needs no agreement', async () => {
  for (const name of [
    'getMe',
    'listBeneficiaries',
    'listServiceRequests',
    'getCatalogue',
    'listMySessions',
    'exportMe'
  ] as const) {
    expect((await app.http.get(pathOf(name)).set('Authorization', token)).status).toBe(200)
  }
})

it('health is agreed to apart', async () => {
  await agree({ kind: 'privacy', version: PRIVACY_VERSIONS.privacy }).expect(204)
  const ill = await buildInput(team, { specialGroups: ['livesAlone', 'seriouslyIll'] })
  expect((await postSubmit(app, token, ill).expect(403)).body.error.code).toBe('sensitiveConsentNeeded')
  expect(
    (await postFamily(app, token, familyMember(team, { specialGroups: ['disabled'] })).expect(403)).body.error.code
  ).toBe('sensitiveConsentNeeded')
  await postSubmit(app, token, await buildInput(team, { specialGroups: ['livesAlone', 'over80'] })).expect(201)
  await agree({ kind: 'sensitive', version: PRIVACY_VERSIONS.sensitive }).expect(204)
  await postSubmit(app, token, ill).expect(201)
})

it('every yes and no is kept with its version, and the newest counts', async () => {
  await agree({ kind: 'privacy', version: PRIVACY_VERSIONS.privacy }).expect(204)
  app.clock.advance(60_000)
  await agree({ kind: 'privacy', version: PRIVACY_VERSIONS.privacy }).expect(204)
  await agree({ kind: 'privacy', version: PRIVACY_VERSIONS.privacy, given: false }).expect(204)
  const { items, current } = await list()
  expect(current).toEqual(PRIVACY_VERSIONS)
  expect(items.map(({ given, version }: { given: boolean; version: string }) => [given, version]))
    .toEqual([[false, PRIVACY_VERSIONS.privacy], [true, PRIVACY_VERSIONS.privacy]])
  await postSubmit(app, token, await buildInput(team)).expect(403)
  expect((await app.http.get('/api/v1/me').set('Authorization', token)).body.agreed).toEqual({
    privacy: null,
    sensitive: null
  })
})

it('new words are asked for anew; old ones can’t be agreed to', async () => {
  const { body } = await app.http.get('/api/v1/me').set('Authorization', token)
  await Person.updateOne({ _id: body.id as string }, { $set: { agreed: { privacy: '2020-01', sensitive: null } } })
  expect((await postSubmit(app, token, await buildInput(team)).expect(403)).body.error.code).toBe(
    'privacyConsentNeeded'
  )
  expect((await agree({ kind: 'privacy', version: '2020-01' }).expect(400)).body.error.code).toBe(
    'consentVersionUnknown'
  )
})

it.each([
  [{ kind: 'everything', version: '2026-11' }],
  [{ kind: 'privacy' }],
  [{ kind: 'privacy', version: { $ne: '' } }],
  [{ kind: 'privacy', version: '2026-11', at: '2020-01-01' }]
])('refuses %j', async body => {
  const before = await PrivacyConsent.countDocuments()
  await agree(body).expect(400)
  expect(await PrivacyConsent.countDocuments()).toBe(before)
})
