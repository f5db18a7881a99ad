import { beneficiarySchema } from '../../../server/beneficiaries/schema'
import { BeneficiaryModel } from '../../../server/beneficiaries/model'
import { pathOf, type EndpointName } from '../../../src/contract/endpoints'
import { buildFamily, familyMember, postFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, buildVillage, type Team } from '../../factories/people'
import { newKey } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let owner: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
})
beforeEach(async () => { owner = await app.signIn((await buildPerson()).phone) })
afterAll(() => app.stop())

const list = (token: string, role = 'owner') =>
  app.http.get(pathOf('listBeneficiaries')).query({ role }).set('Authorization', token)
const get = (token: string, id: string) => app.http.get(pathOf('getBeneficiary', { id })).set('Authorization', token)
const patch = (token: string, id: string, body: object) =>
  app.http.patch(pathOf('updateBeneficiary', { id })).set('Authorization', token).send(body)

describe('keeping family', () => {
  it('adds, reads, changes and removes one', async () => {
    const { body } = await postFamily(app, owner, familyMember(team, { phone: '13900007001' })).expect(201)
    expect(beneficiarySchema.strict().parse(body)).toMatchObject({
      name: '王秀兰',
      phone: '13900007001',
      address: '村东头第一家',
      birthYear: 1945,
      viewer: 'owner',
      consents: [],
      consentAsked: null
    })
    const villageCode = await buildVillage()
    expect((await patch(owner, body.id, { villageCode, address: '村西', phone: null }).expect(200)).body)
      .toMatchObject({ name: '王秀兰', villageCode, address: '村西', phone: null, specialGroups: ['livesAlone'] })
    expect((await list(owner).expect(200)).body.items.map((one: { id: string }) => one.id)).toEqual([body.id])
    await app.http.delete(pathOf('deleteBeneficiary', { id: body.id })).set('Authorization', owner).expect(204)
    expect((await list(owner).expect(200)).body.items).toEqual([])
    await get(owner, body.id).expect(404)
  })

  it('phone and address can’t be read in the database', async () => {
    const id = await buildFamily(app, owner, team, { phone: '13900007002', address: '村东头槐树旁' })
    const stored = JSON.stringify(
      await BeneficiaryModel.collection.findOne({ _id: (await BeneficiaryModel.findById(id))!._id })
    )
    expect(stored).toContain('王秀兰')
    expect(stored).not.toContain('13900007002')
    expect(stored).not.toContain('槐树')
  })

  it('the same key twice, and eight times at once, adds one', async () => {
    const key = newKey()
    const input = familyMember(team)
    const answers = await Promise.all(Array.from({ length: 8 }, () => postFamily(app, owner, input, key)))
    expect(new Set(answers.map(answer => answer.body.id as string)).size).toBe(1)
    await postFamily(app, owner, { ...input, name: '王秀英' }, key).expect(422)
    expect((await list(owner)).body.items).toHaveLength(1)
  })

  it('twenty and no more, however many are added at once; a place made free is used again', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) => postFamily(app, owner, familyMember(team, { name: `家人${i}` })))
    )
    expect(answers.filter(answer => answer.status === 201)).toHaveLength(20)
    const refused = answers.filter(answer => answer.status !== 201)
    for (const answer of refused) expect(answer.body.error.code).toBe('tooManyBeneficiaries')
    const kept = (await list(owner)).body.items as Array<{ id: string }>
    expect(kept).toHaveLength(20)
    await app.http.delete(pathOf('deleteBeneficiary', { id: kept[7]!.id })).set('Authorization', owner).expect(204)
    await postFamily(app, owner, familyMember(team)).expect(201)
  })
})

describe('a child under 14', () => {
  it.each([
    ['a child of one’s own', { kinship: 'child' as const, birthYear: 2018 }, 201],
    ['a grandchild whose guardian one is', { kinship: 'otherRelative' as const, birthYear: 2018, guardian: true }, 201],
    ['a neighbour’s child', { kinship: 'neighbour' as const, birthYear: 2018 }, 400],
    ['one who may still be 13 this year', { kinship: 'neighbour' as const, birthYear: 2012 }, 400],
    ['one who is certainly 14', { kinship: 'neighbour' as const, birthYear: 2011 }, 201]
  ])('%s', async (_what, fields, status) => {
    const { body } = await postFamily(app, owner, familyMember(team, fields)).expect(status)
    if (status === 400) expect(body.error).toMatchObject({ code: 'guardianNeeded', fields: [{ path: 'guardian' }] })
  })

  it('can’t be made one by a change either', async () => {
    const id = await buildFamily(app, owner, team, { kinship: 'neighbour' })
    expect((await patch(owner, id, { birthYear: 2018 }).expect(400)).body.error.code).toBe('guardianNeeded')
    expect((await get(owner, id)).body.birthYear).toBe(1945)
  })
})

describe('what is refused', () => {
  it.each([
    ['no name', { name: ' ' }, 'name'],
    ['a number for a name', { name: 7 }, 'name'],
    ['an unknown kinship', { kinship: 'aunt' }, 'kinship'],
    ['an impossible phone', { phone: '12345' }, 'phone'],
    ['a village by name', { villageCode: '刘庄村' }, 'villageCode'],
    ['an operator for a village', { villageCode: { $gt: '' } }, 'villageCode'],
    ['a long address', { address: '长'.repeat(61) }, 'address'],
    ['a year to come', { birthYear: 2027 }, 'birthYear'],
    ['half a year', { birthYear: 1945.5 }, 'birthYear'],
    ['an owner', { owner: 'f'.repeat(24) }, 'owner'],
    ['a consent slipped in', { consents: [] }, 'consents']
  ])('%s', async (_what, fields, path) => {
    const { body } = await postFamily(app, owner, { ...familyMember(team), ...fields }).expect(400)
    expect(body.error.fields[0].path).toBe(path)
    expect(body.error.fields[0].message).toMatch(/[\u4e00-\u9fff]/)
    expect((await list(owner)).body.items).toEqual([])
  })

  it('an unknown village', async () => {
    const { body } = await postFamily(app, owner, familyMember(team, { villageCode: '370499999999' })).expect(400)
    expect(body.error.code).toBe('villageUnknown')
  })

  it('somebody else’s is answered like a missing one, on every way', async () => {
    const id = await buildFamily(app, owner, team)
    const strangers = [await buildPerson(), team.officer, team.agent, team.chief, team.admin]
    const ways: Array<[EndpointName, 'get' | 'post' | 'patch' | 'delete']> = [
      ['getBeneficiary', 'get'],
      ['updateBeneficiary', 'patch'],
      ['deleteBeneficiary', 'delete'],
      ['askConsent', 'post'],
      ['endConsent', 'post']
    ]
    for (const stranger of strangers) {
      const token = await app.signIn(stranger.phone)
      for (const [name, method] of ways) {
        const call = app.http[method](pathOf(name, { id })).set('Authorization', token)
        const answer = await (method === 'get' || method === 'delete'
          ? call
          : call.send(name === 'askConsent' ? { purpose: 'both' } : {}))
        expect([name, answer.status]).toEqual([name, 404])
      }
      expect((await list(token)).body.items).toEqual([])
    }
    await get(owner, id).expect(200)
  })
})
