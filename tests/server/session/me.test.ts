import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { Person } from '../../../server/people/model'
import { pathOf } from '../../../src/contract/endpoints'
import { buildPerson, buildTeam, buildVillage, withPhone } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'

let t: TestApp
let resident: string
beforeAll(async () => {
  t = await buildApp()
  resident = await t.signIn('13900004001')
})
afterAll(() => t.stop())

const change = (body: object, session = resident) => t.http.patch('/api/v1/me').set('Authorization', session).send(body)

describe('PATCH /me', () => {
  it('keeps a village, and lets go of it', async () => {
    const villageCode = await buildVillage()
    expect((await change({ villageCode }).expect(200)).body).toMatchObject({ villageCode, phone: '139****4001' })
    expect((await t.http.get('/api/v1/me').set('Authorization', resident).expect(200)).body.villageCode).toBe(
      villageCode
    )
    expect((await change({ villageCode: null }).expect(200)).body.villageCode).toBeNull()
  })

  it.each([['王秀英'], ['阿卜杜拉·买买提'], ['Li Ming'], ['  王秀英  '], ['王'.repeat(20)]])('takes the name %p', async name => {
    expect((await change({ name }).expect(200)).body.name).toBe(name.trim())
  })

  it('of somebody who has left meanwhile changes nothing', async () => {
    const person = await buildPerson()
    const session = await t.signIn(person.phone)
    const { before } = t.deps.audit
    t.deps.audit.before = async (input, show) => {
      await Person.updateOne({ _id: person._id }, { active: false })
      return before(input, show)
    }
    const answer = await change({ name: '王秀英' }, session)
    t.deps.audit.before = before
    expect([answer.status, answer.body.error?.code]).toEqual([401, 'sessionExpired'])
    expect((await Person.findById(person._id).lean())!.name).toBe(person.name)
  })

  it('leaves the rest alone', async () => {
    const villageCode = await buildVillage()
    await change({ villageCode, name: '王秀英' }).expect(200)
    await change({ name: '王秀兰' }).expect(200)
    expect(await Person.findOne(await withPhone('13900004001')).lean())
      .toMatchObject({ name: '王秀兰', villageCode, roles: ['resident'], active: true })
  })

  it('that somebody changed it, and which fields, is in the audit first; what they say is not', async () => {
    const person = await buildPerson()
    const session = await t.signIn(person.phone)
    await change({ name: '王秀英', villageCode: await buildVillage() }, session).expect(200)
    await change({ villageCode: null }, session).expect(200)
    await change({ villageCode: '370499999999' }, session).expect(400)
    const { admin } = await buildTeam()
    const { body } = await t.http
      .get(pathOf('listAudit'))
      .query({ subject: String(person._id) })
      .set('Authorization', await t.signIn(admin.phone))
      .expect(200)
    expect(body.items).toMatchObject([
      { act: 'changed', fields: ['villageCode'] },
      {
        act: 'changed',
        fields: ['villageCode', 'name'],
        subject: { kind: 'people' },
        actor: { role: 'resident', relation: 'applicant' }
      }
    ])
    const broken = createApp({
      ...t.deps,
      audit: { ...t.deps.audit, before: () => Promise.reject(new Error('no room')) }
    })
    await supertest(broken.koa.callback())
      .patch('/api/v1/me')
      .set('Authorization', session)
      .send({ name: '王秀兰' })
      .expect(500)
    expect((await Person.findById(person._id))!.name).toBe('王秀英')
  })

  it.each([['370499999999'], ['城头村'], ['3704']])('does not know the village %p', async villageCode => {
    const { body } = await change({ villageCode }).expect(400)
    expect(body.error).toMatchObject({
      code: 'villageUnknown',
      fields: [{ path: 'villageCode', message: expect.any(String) }]
    })
  })

  it.each([
    [{ villageCode: 7 }, 'villageCode'],
    [{ villageCode: { $ne: null } }, 'villageCode'],
    [{ villageCode: '' }, 'villageCode'],
    [{ name: '' }, 'name'],
    [{ name: '   ' }, 'name'],
    [{ name: null }, 'name'],
    [{ name: '王'.repeat(21) }, 'name'],
    [{ name: '王\n秀英' }, 'name'],
    [{ name: '<b>王</b>' }, 'name'],
    [{ name: '王\u202e秀英' }, 'name'],
    [{ phone: '13900004009' }, 'phone'],
    [{ roles: ['admin'] }, 'roles']
  ])('refuses %j', async (body, path) => {
    const before = await Person.findOne(await withPhone('13900004001')).lean()
    const answer = await change(body).expect(400)
    const fields = [{ path, message: expect.stringMatching(/[\u4e00-\u9fff]/) as string }]
    expect(answer.body.error).toMatchObject({ code: 'validationFailed', fields })
    expect(await Person.findOne(await withPhone('13900004001')).lean()).toEqual(before)
  })

  it('refuses to change nothing', async () => {
    const { body } = await change({}).expect(400)
    expect(body.error).toMatchObject({ code: 'validationFailed', message: '请填写要改的内容。' })
  })

  it('leaves the names of staff to the roster', async () => {
    const { officer, villageCode } = await buildTeam()
    const session = await t.signIn(officer.phone)
    const { body } = await change({ name: '别的名字', villageCode }, session).expect(403)
    expect(body.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('花名册') })
    expect(await Person.findById(officer._id).lean()).toMatchObject({ name: officer.name, villageCode: null })
    expect((await change({ name: officer.name, villageCode }, session).expect(200)).body.villageCode).toBe(villageCode)
  })

  it('needs somebody with a phone', async () => {
    await t.http.patch('/api/v1/me').send({ name: '王秀英' }).expect(401)
    const { body } = await t.http.post('/api/v1/session').send({ code: t.fakeWechat.issueCode('unbound') }).expect(200)
    expect((await change({ name: '王秀英' }, `Bearer ${body.token as string}`).expect(403)).body.error.code).toBe(
      'phoneNotBound'
    )
  })
})
