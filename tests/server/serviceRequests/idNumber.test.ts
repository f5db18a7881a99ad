import mongoose from 'mongoose'
import { pino } from 'pino'
import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { idempotencyKeyOf } from '../../../server/middleware/idempotencyKey'
import { readSettings } from '../../../server/settings'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { sweep } from '../../../server/retention/sweep'
import { resealFields } from '../../../server/fieldEncryption/reseal'
import { DataKeys } from '../../../server/fieldEncryption/dataKeys'
import { openMasterKeys } from '../../../server/fieldEncryption/masterKeys'
import { pathOf } from '../../../src/contract/endpoints'
import { ID_NUMBER_FAULTS } from '../../../src/contract/errors'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildInput, buildItem, getOne, moveBody, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'

/** The published sample number, and its masked form. */
const NUMBER = '11010519491231002X'
const MASKED = '1101**********002X'
const DAY = 24 * 3600_000

let app: TestApp
let team: Team
let officer: string
let dispatcher: string
let item: string
const logged: string[] = []
beforeAll(async () => {
  app = await buildApp({ log: pino({ level: 'trace' }, { write: line => { logged.push(line) } }) })
  team = await buildTeam()
  ;[officer, dispatcher] = [await app.signIn(team.officer.phone), await app.signIn(team.dispatcher.phone)]
  item = await buildItem({ idNumberNeeded: true })
})
beforeEach(() => { app.clock.set('2026-11-24T09:02:00+08:00') })
afterAll(() => app.stop())

interface Asked { id: string; token: string; person: { _id: unknown; phone: string } }

/** A visit for which the number is needed. */
async function asked(fields: Parameters<typeof buildInput>[1] = {}, of = team): Promise<Asked> {
  const person = await buildPerson()
  const token = await app.signIn(person.phone)
  const { body } = await postSubmit(
    app,
    token,
    await buildInput(of, { itemCode: item, idNumber: NUMBER, ...fields })
  ).expect(201)
  return { id: body.id as string, token, person }
}

const look = (token: string, id: string) =>
  app.http.post(pathOf('lookAtIdNumber', { id })).set('Authorization', token).send({})
const find = (token: string, idNumber: unknown = NUMBER) =>
  app.http.post(pathOf('findByIdNumber')).set('Authorization', token).send({ idNumber })
const raw = (id: string) => ServiceRequest.collection.findOne({ _id: new mongoose.Types.ObjectId(id) })
const entriesOf = async (subject: string) => {
  const admin = await app.signIn(team.admin.phone)
  const { body } = await app.http.get(pathOf('listAudit')).query({ subject }).set('Authorization', admin).expect(200)
  return (
    body.items as Array<{ act: string; fields: string[]; actor: { id: string }; detail: { count: number | null } }>
  ).filter(({ act }) => act === 'looked')
}

describe('asking', () => {
  it('is kept sealed, with a keyed hash, and written down nowhere else', async () => {
    const { id, token } = await asked({ idNumber: '110105 19491231 002x' })
    const stored = await raw(id)
    const text = JSON.stringify(stored)
    expect(text).not.toContain(NUMBER)
    expect(text).not.toContain('19491231')
    expect(stored).toMatchObject({
      idNumber: expect.stringMatching(/^\S+$/),
      idNumberIndex: await app.deps.fields.blindIndex('idNumber', NUMBER)
    })
    expect(
      await app.deps.fields.open(stored!.idNumber as string, { collection: 'matters', id, path: 'idNumber' })
    ).toBe(NUMBER)
    await look(officer, id).expect(200)
    await find(dispatcher).expect(200)
    await getOne(app, token, id).expect(200)
    await app.deps.audit.settled()
    const audited = JSON.stringify(await mongoose.connection.collection('auditEntries').find({}).toArray())
    for (const place of [logged.join('\n'), audited]) expect(place).not.toContain('19491231')
  })

  it('a repeated call is known by a keyed hash: a bare one of the body would give the number away to whoever tries them all', async () => {
    const token = await app.signIn((await buildPerson()).phone)
    const input = await buildInput(team, { itemCode: item, idNumber: NUMBER })
    const key = newKey()
    const [first, again] = [
      await postSubmit(app, token, input, key).expect(201),
      await postSubmit(app, token, input, key).expect(201)
    ]
    expect(again.body.id).toBe(first.body.id)
    const other = await postSubmit(app, token, { ...input, idNumber: '110105194912310021' }, key)
    expect(other.body.error.code).toBe('idempotencyKeyReused')
    const { bodyHash } = (await raw(first.body.id as string))!.creation as { bodyHash: string }
    const call = { request: { body: input }, get: () => key } as never
    const stranger = { ...app.deps.fields, macKey: () => Promise.resolve(Buffer.alloc(32)) }
    expect((await idempotencyKeyOf(call, Buffer.alloc(0), app.deps.fields)).bodyHash).toBe(bodyHash)
    expect((await idempotencyKeyOf(call, Buffer.alloc(0), stranger)).bodyHash).not.toBe(bodyHash)
  })

  it.each([
    ['none', undefined, /请填身份证号/],
    ['null', null, /请填身份证号/],
    ['blanks', '   ', /请填身份证号/],
    ['fifteen digits', '110105491231002', ID_NUMBER_FAULTS.shape],
    ['an X in the middle', '1101051949123100X2', ID_NUMBER_FAULTS.shape],
    ['no such region', '99010519491231002X', ID_NUMBER_FAULTS.region],
    ['no such day', '11010519490231002X', ID_NUMBER_FAULTS.date],
    ['born tomorrow', '110105202611250021', ID_NUMBER_FAULTS.future],
    ['a wrong digit', '110105194912310021', ID_NUMBER_FAULTS.checksum],
    ['too long', '1'.repeat(25), /最多 24/],
    ['a number', 110105194912310000, /请填写/],
    ['an operator', { $ne: null }, /请填写/]
  ])('%s is refused in words, without repeating it, and nothing is written', async (_name, idNumber, message) => {
    const token = await app.signIn((await buildPerson()).phone)
    const before = await ServiceRequest.countDocuments()
    const { body } = await postSubmit(app, token, { ...(await buildInput(team, { itemCode: item })), idNumber }).expect(
      400
    )
    expect(body.error).toMatchObject({ code: 'validationFailed', fields: [{ path: 'idNumber' }] })
    expect(body.error.fields[0].message).toMatch(message)
    if (typeof idNumber === 'string' && idNumber.trim()) expect(JSON.stringify(body)).not.toContain(idNumber)
    expect(await ServiceRequest.countDocuments()).toBe(before)
  })

  it('where it isn’t needed it is refused, so that it is never kept; null and nothing are fine', async () => {
    const token = await app.signIn((await buildPerson()).phone)
    const refused = await postSubmit(app, token, await buildInput(team, { idNumber: NUMBER })).expect(400)
    expect(refused.body.error).toMatchObject({
      code: 'validationFailed',
      fields: [{ path: 'idNumber', message: expect.stringMatching(/用不着/) }]
    })
    const { body } = await postSubmit(app, token, await buildInput(team, { idNumber: null })).expect(201)
    expect(await raw(body.id as string)).toMatchObject({ idNumber: null, idNumberIndex: null })
    expect((await getOne(app, token, body.id as string)).body.idNumber).toBeNull()
  })

  it('needs the consent to sensitive data, apart from the other', async () => {
    const token = await app.signInNew((await buildPerson()).phone)
    const agree = (kind: string, version: string) =>
      app.http.post(pathOf('recordMyConsent')).set('Authorization', token).send({ kind, version }).expect(204)
    await agree('privacy', '2026-11')
    const input = await buildInput(team, { itemCode: item, idNumber: NUMBER })
    expect((await postSubmit(app, token, input).expect(403)).body.error.code).toBe('sensitiveConsentNeeded')
    await agree('sensitive', '2026-12')
    await postSubmit(app, token, input).expect(201)
  })
})

describe('seeing', () => {
  it('everybody of the matter sees it masked, in the answer of a move too', async () => {
    const elder = await buildPerson()
    const { id, token } = await asked({ beneficiary: { name: elder.name, kinship: 'parent', phone: elder.phone } })
    const people = [
      token,
      await app.signIn(elder.phone),
      officer,
      dispatcher,
      await app.signIn(team.chief.phone),
      await app.signIn(team.backup.phone)
    ]
    for (const one of people) {
      const answer = await getOne(app, one, id).expect(200)
      expect(answer.body.idNumber).toBe(MASKED)
      expect(answer.text).not.toContain(NUMBER)
    }
    expect((await postMove(app, officer, id, 'accept').expect(200)).body.idNumber).toBe(MASKED)
    for (const role of ['mine', 'inbox', 'station']) {
      const one = role === 'mine' ? token : role === 'inbox' ? officer : dispatcher
      const { text } = await app.http
        .get(pathOf('listServiceRequests'))
        .query({ role })
        .set('Authorization', one)
        .expect(200)
      expect(text).not.toMatch(/idNumber|002X/)
    }
  })

  it('the assignee alone looks at the whole one; that he did is recorded; no cache keeps it', async () => {
    const { id } = await asked()
    const { body, headers } = await look(officer, id).expect(200)
    expect(body).toEqual({ idNumber: NUMBER })
    expect(headers['cache-control']).toBe('no-store')
    expect(headers.etag).toBeUndefined()
    await look(officer, id).expect(200)
    expect(await entriesOf(id)).toMatchObject([
      { fields: ['idNumber'], actor: { id: String(team.officer._id), role: 'officer', relation: 'staff' } },
      { fields: ['idNumber'] }
    ])
  })

  it('to everybody else it isn’t there, as if the matter had none', async () => {
    const elder = await buildPerson()
    const { id, token } = await asked({ beneficiary: { name: elder.name, kinship: 'parent', phone: elder.phone } })
    const elsewhere = await buildTeam()
    const without = await postSubmit(app, token, await buildInput(team)).expect(201)
    const others = [
      token,
      await app.signIn(elder.phone),
      dispatcher,
      await app.signIn(team.chief.phone),
      await app.signIn(team.backup.phone),
      await app.signIn(team.agent.phone),
      await app.signIn(team.admin.phone),
      await app.signIn(elsewhere.officer.phone),
      await app.signIn((await buildPerson()).phone)
    ]
    const answers = await Promise.all([
      ...others.map(one => look(one, id)),
      look(officer, without.body.id as string),
      look(officer, String(new mongoose.Types.ObjectId())),
      look(officer, 'x')
    ])
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.error.code} ${body.error.message}`)).size).toBe(
      1
    )
    expect(answers[0]!.status).toBe(404)
    await app.http.post(pathOf('lookAtIdNumber', { id })).send({}).expect(401)
    expect(await entriesOf(id)).toEqual([])
  })

  it('whoever passed it on has had his look, and the next one has his', async () => {
    const { id } = await asked()
    await postMove(app, officer, id, 'handBack').expect(400)
    await postMove(app, officer, id, 'handBack', moveBody('handBack', team)).expect(200)
    await look(officer, id).expect(404)
    await look(await app.signIn(team.backup.phone), id).expect(200)
  })

  it('when it is over nobody looks any more', async () => {
    const { id, token } = await asked()
    await postMove(app, token, id, 'cancel').expect(200)
    expect((await look(officer, id).expect(403)).body.error).toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/结束/)
    })
  })

  it('a look is in the audit even when the number can’t be opened then; what can’t be recorded isn’t shown', async () => {
    const { id } = await asked()
    await ServiceRequest.collection.updateOne(
      { _id: new mongoose.Types.ObjectId(id) },
      { $set: { idNumber: (await raw((await asked()).id))!.idNumber } }
    )
    const { body, text } = await look(officer, id).expect(500)
    expect(body.error.code).toBe('internal')
    expect(text).not.toContain('19491231')
    expect(await entriesOf(id)).toHaveLength(1)
    await ServiceRequest.deleteOne({ _id: id })

    const fine = await asked()
    const unrecorded = createApp({
      ...app.deps,
      audit: { ...app.deps.audit, before: () => Promise.reject(new Error('no room')) }
    })
    const answer = await supertest(unrecorded.koa.callback())
      .post(pathOf('lookAtIdNumber', { id: fine.id }))
      .set('Authorization', officer)
      .send({})
      .expect(500)
    expect(answer.text).not.toContain('19491231')
  })

  it('no more looks and searches in an hour than a day’s work needs', async () => {
    const settings = readSettings()
    settings.looks.perPersonAnHour = 3
    const http = supertest(createApp({ ...app.deps, settings }).koa.callback())
    const { id } = await asked()
    const call = () => http.post(pathOf('lookAtIdNumber', { id })).set('Authorization', officer).send({})
    for (let n = 0; n < 3; n++) await call().expect(200)
    const { body, headers } = await call().expect(429)
    expect(body.error.code).toBe('tooManyRequests')
    expect(Number(headers['retry-after'])).toBeGreaterThan(60)
    expect(await entriesOf(id)).toHaveLength(3)
  })
})

describe('finding', () => {
  it('the desk and the chief find what is open at their station by the whole number, however it is typed', async () => {
    const own = await buildTeam()
    const desk = await app.signIn(own.dispatcher.phone)
    const [first, second, closed] = [await asked({}, own), await asked({}, own), await asked({}, own)]
    await postMove(app, closed.token, closed.id, 'cancel').expect(200)
    await asked({}, await buildTeam())
    for (const typed of [NUMBER, '110105 19491231 002x', '11010519491231-002X']) {
      const { body, text, headers } = await find(desk, typed).expect(200)
      expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual([first.id, second.id].sort())
      expect(text).not.toMatch(/idNumber|19491231/)
      expect(headers['cache-control']).toBe('no-store')
    }
    expect((await find(await app.signIn(own.chief.phone)).expect(200)).body.items).toHaveLength(2)
    expect(await entriesOf(first.id)).toHaveLength(4)
    expect(await entriesOf(own.stationCode)).toMatchObject(
      Array(4).fill({ fields: ['idNumber'], detail: { count: 2 } })
    )
    expect((await find(desk, '110105194912310021').expect(400)).body.error.fields[0].path).toBe('idNumber')
  })

  it('a search that finds nothing is recorded too', async () => {
    const own = await buildTeam()
    expect((await find(await app.signIn(own.dispatcher.phone)).expect(200)).body.items).toEqual([])
    expect(await entriesOf(own.stationCode)).toMatchObject([{ detail: { count: 0 } }])
  })

  it('finds no more than a screen holds, newest first', async () => {
    const own = await buildTeam()
    for (let n = 0; n < 22; n++) {
      app.clock.advance(60_000)
      await asked({}, own)
    }
    const { body } = await find(await app.signIn(own.dispatcher.phone)).expect(200)
    expect(body.items).toHaveLength(20)
    const times = body.items.map(({ createdAt }: { createdAt: string }) => createdAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('nobody else searches, and nobody by a part of it', async () => {
    for (const one of [
      officer,
      await app.signIn(team.agent.phone),
      await app.signIn((await buildPerson()).phone),
      await app.signIn(team.admin.phone)
    ]) {
      expect((await find(one).expect(403)).body.error.code).toBe('forbidden')
    }
    for (const part of ['002X', '', '110105', { $ne: null }]) await find(dispatcher, part).expect(400)
    await app.http.post(pathOf('findByIdNumber')).send({ idNumber: NUMBER }).expect(401)
  })

  it('whoever works at a desk and has asked himself doesn’t find his own', async () => {
    const own = await buildTeam()
    const desk = await app.signIn(own.dispatcher.phone)
    await postSubmit(app, desk, await buildInput(own, { itemCode: item, idNumber: NUMBER })).expect(201)
    expect((await find(desk).expect(200)).body.items).toEqual([])
  })
})

describe('keeping', () => {
  it('goes when its time is over, with its hash', async () => {
    const { id, token } = await asked()
    await postMove(app, token, id, 'cancel').expect(200)
    app.clock.advance(3 * 365 * DAY + DAY)
    await sweep(app.deps)
    expect(await raw(id)).toMatchObject({ idNumber: null, idNumberIndex: null, cutAt: expect.any(Date) })
    expect((await getOne(app, token, id).expect(200)).body.idNumber).toBeNull()
  })

  it('one takes one’s own along whole; that of somebody one asked for stays masked', async () => {
    const elder = await buildPerson()
    const mine = await asked()
    const input = await buildInput(team, {
      itemCode: item,
      idNumber: NUMBER,
      beneficiary: { name: elder.name, kinship: 'parent', phone: elder.phone }
    })
    const hers = await postSubmit(app, mine.token, input).expect(201)
    const exported = async (token: string) => {
      const { body } = await app.http.get(pathOf('exportMe')).set('Authorization', token).expect(200)
      return Object.fromEntries(
        (body.serviceRequests as Array<{ id: string; idNumber: string }>).map(({ id, idNumber }) => [id, idNumber])
      )
    }
    expect(await exported(mine.token)).toEqual({ [mine.id]: NUMBER, [hers.body.id as string]: MASKED })
    expect(await exported(await app.signIn(elder.phone))).toEqual({ [hers.body.id as string]: NUMBER })
  })

  it('goes with the account, from what is closed', async () => {
    const { id, token } = await asked()
    await postMove(app, token, id, 'cancel').expect(200)
    await app.http.delete(pathOf('deleteMe')).set('Authorization', token).expect(204)
    expect(await raw(id)).toMatchObject({ idNumber: null, idNumberIndex: null })
  })

  it('stays in what is open and was asked for the one who leaves: the visit still needs it', async () => {
    const elder = await buildPerson()
    const token = await app.signIn(elder.phone)
    const beneficiary = { name: elder.name, kinship: 'parent' as const, phone: elder.phone }
    const [open, closed] = [await asked({ beneficiary }), await asked({ beneficiary })]
    await postMove(app, closed.token, closed.id, 'cancel').expect(200)
    await app.http.delete(pathOf('deleteMe')).set('Authorization', token).expect(204)
    expect((await look(officer, open.id).expect(200)).body.idNumber).toBe(NUMBER)
    // Only the phone of the one who left is taken out of the open matter.
    expect(await raw(open.id)).toMatchObject({
      idNumberIndex: expect.any(String), beneficiary: { name: elder.name, phone: null, phoneIndex: null }
    })
    expect(await raw(closed.id)).toMatchObject({ idNumber: null, idNumberIndex: null })
  })

  it('is sealed anew like every sealed field', async () => {
    const { id } = await asked()
    const before = (await raw(id))!.idNumber
    const dataKeys = new DataKeys({ masterKeys: openMasterKeys(TEST_KEYS), cipher: 'aes-256-gcm', now: app.clock.now })
    await resealFields([{ collection: 'matters', path: 'idNumber', list: null }], dataKeys, 0)
    expect((await raw(id))!.idNumber).not.toBe(before)
    await look(officer, id).expect(200)
  })

  it('a copy of the sealed text opens in no other matter', async () => {
    const [one, other] = [await asked(), await asked()]
    await ServiceRequest.collection.updateOne(
      { _id: new mongoose.Types.ObjectId(other.id) },
      { $set: { idNumber: (await raw(one.id))!.idNumber } }
    )
    await getOne(app, other.token, other.id).expect(500)
  })
})
