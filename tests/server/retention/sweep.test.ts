import mongoose from 'mongoose'
import { AttachmentModel } from '../../../server/attachments/model'
import { checkDocuments } from '../../../server/audit/verifyTimelines'
import { sweep } from '../../../server/retention/sweep'
import { cutClosed } from '../../../server/retention/cut'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { pathOf } from '../../../src/contract/endpoints'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildPhoto, getPhoto } from '../../factories/photos'
import {
  buildInput,
  buildServiceRequest,
  getOne,
  moveBody,
  postMove,
  postSubmit,
  type Case
} from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const DAY = 24 * 3600_000
let app: TestApp
let team: Team
let officer: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
beforeEach(() => { app.clock.set('2026-11-24T09:02:00+08:00') })
afterAll(() => app.stop())

const move = (token: string, id: string, action: Parameters<typeof postMove>[3], body?: object) =>
  postMove(app, token, id, action, body ?? moveBody(action, team))

/** A closed visit for an elder, full of personal data. */
async function closed(): Promise<Case & { elder: string }> {
  const elder = await buildPerson({ name: '王奶奶' })
  const made = await buildServiceRequest(app, team, {
    beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone },
    remark: '家里有狗',
    address: '槐树旁',
    specialGroups: ['seriouslyIll']
  })
  for (const action of ['accept', 'schedule', 'setOut', 'recordConsent'] as const)
    await move(officer, made.id, action).expect(200)
  await move(officer, made.id, 'finish', { outcome: 'awaitingDocument', papersTaken: ['旧身份证'], text: '腿疼' }).expect(200)
  await move(officer, made.id, 'documentReady').expect(200)
  await move(officer, made.id, 'deliver', { receivedBy: '王奶奶', relation: 'self', way: 'broughtHome', text: '交给本人' }).expect(200)
  await move(made.applicant.token, made.id, 'rate', { stars: 4, text: '谢谢小周' }).expect(200)
  return { ...made, elder: elder.phone }
}

/** The files in the store of photos. */
async function kept(): Promise<{ files: number, chunks: number }> {
  const database = mongoose.connection.db!
  const countOf = (part: string): Promise<number> => database.collection(`photos.${part}`).countDocuments()
  return { files: await countOf('files'), chunks: await countOf('chunks') }
}

it('a closed matter loses what is personal a day after its time, and keeps what the file needs', async () => {
  const { id, number, applicant, elder } = await closed()
  app.clock.advance(3 * 365 * DAY - 1)
  await sweep(app.deps)
  expect((await ServiceRequest.findById(id))!.cutAt).toBeNull()
  app.clock.advance(DAY)
  expect(await sweep(app.deps)).toMatchObject({ cut: 1 })
  const stored = (await ServiceRequest.findById(id).lean())!
  const text = JSON.stringify(stored)
  const name = (await app.http.get('/api/v1/me').set('Authorization', applicant.token)).body.name as string
  for (const personal of [name, applicant.phone, '王奶奶', elder, '家里有狗', '槐树旁', '腿疼', '交给本人', '谢谢小周', 'seriouslyIll']) {
    expect(text).not.toContain(personal)
  }
  expect(stored).toMatchObject({
    number,
    status: 'completed',
    itemCode: expect.any(String),
    villageCode: team.villageCode,
    applicant: { name: '已隐去', phone: null, phoneIndex: null },
    beneficiary: { name: '已隐去', kinship: 'parent', phone: null, phoneIndex: null },
    assignee: { name: team.officer.name },
    rating: { stars: 4, text: null },
    address: null,
    remark: null,
    concerns: [applicant.id],
    consent: { state: 'given', way: 'onArrival', by: null }
  })
  expect(stored.timeline.every(entry => entry.text === null)).toBe(true)
  expect(stored.timeline.map(entry => entry.action))
    .toEqual(['submit', 'accept', 'schedule', 'setOut', 'recordConsent', 'finish', 'documentReady', 'deliver', 'rate'])
  expect(
    stored.timeline.filter(entry => entry.relation === 'staff').every(entry => entry.by.name === team.officer.name)
  ).toBe(true)
  expect(stored.custody.map(entry => [entry.paper, entry.returned?.to])).toEqual([['旧身份证', '已隐去'], ['居民身份证', '已隐去']])
})

it('its photos go with what is personal: no file and no trace of them is left', async () => {
  const applicant = await buildPerson()
  const token = await app.signIn(applicant.phone)
  const photo = await buildPhoto(app, token)
  const { body } = await postSubmit(app, token, await buildInput(team, { photos: [photo] })).expect(201)
  await move(token, body.id, 'cancel').expect(200)
  app.clock.advance(3 * 365 * DAY - 1)
  await sweep(app.deps)
  await getPhoto(app, token, photo).expect(200)
  // The photo and its thumbnail.
  expect(await kept()).toEqual({ files: 2, chunks: 2 })
  app.clock.advance(DAY)
  await sweep(app.deps)
  await getPhoto(app, token, photo).expect(404)
  expect(JSON.stringify(await ServiceRequest.findById(body.id).lean())).not.toContain(photo)
  expect(await AttachmentModel.findById(photo)).toBeNull()
  expect(await kept()).toEqual({ files: 0, chunks: 0 })
})

it('what was cut can still be looked at by its applicant, moved by nobody, and is not found by the elder’s phone', async () => {
  const { id, applicant, elder } = await closed()
  app.clock.advance(3 * 365 * DAY + DAY)
  await sweep(app.deps)
  expect((await getOne(app, applicant.token, id).expect(200)).body).toMatchObject({
    applicantName: '已隐去',
    actions: []
  })
  await move(applicant.token, id, 'reopen').expect(409)
  const rows = await app.http
    .get(pathOf('listServiceRequests'))
    .query({ role: 'mine' })
    .set('Authorization', await app.signIn(elder))
    .expect(200)
  expect(rows.body.items).toEqual([])
})

it('what was cut stays as it is, also for a move that has no end of its own', async () => {
  const { id, applicant } = await buildServiceRequest(app, team)
  for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const) await move(officer, id, action).expect(200)
  app.clock.advance(3 * 365 * DAY)
  expect((await getOne(app, applicant.token, id).expect(200)).body.actions).toEqual(['rate'])
  app.clock.advance(DAY)
  await sweep(app.deps)
  expect((await getOne(app, applicant.token, id).expect(200)).body.actions).toEqual([])
  const { body } = await move(applicant.token, id, 'rate', { stars: 1, text: '我叫王小明' }).expect(409)
  expect(body.error).toMatchObject({ code: 'moveNotAllowed', present: { status: 'completed' } })
  const stored = (await ServiceRequest.findById(id).lean())!
  expect([stored.rating, stored.timeline.length]).toEqual([null, 5])
})

it('the audit tells that it was cut, and finds nothing wrong with what is left', async () => {
  const { id } = await closed()
  await app.deps.audit.settled()
  app.clock.advance(3 * 365 * DAY + DAY)
  await sweep(app.deps)
  const chief = await app.signIn(team.chief.phone)
  const { body } = await app.http
    .get(pathOf('listAudit'))
    .query({ subject: id })
    .set('Authorization', chief)
    .expect(200)
  expect(body.items).toContainEqual(
    expect.objectContaining({ act: 'erased', actor: { id: 'system', name: null, role: 'system', relation: null } })
  )
  const faults: unknown[] = []
  expect(await checkDocuments(app.deps.fields, fault => faults.push(fault))).toBe(0)
  expect(faults).toEqual([])
})

it('what is open is left alone, however old', async () => {
  const { id, applicant } = await buildServiceRequest(app, team, { remark: '家里有狗' })
  app.clock.advance(10 * 365 * DAY)
  await sweep(app.deps)
  expect((await getOne(app, applicant.token, id).expect(200)).body.remark).toBe('家里有狗')
})

it('goes on where it was cut off; two at once cut each once; a second time nothing is left to do', async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, async () => {
    const { id, applicant } = await buildServiceRequest(app, team, { remark: '家里有狗' })
    await move(applicant.token, id, 'cancel').expect(200)
    return id
  }))
  const later = app.clock.now() + 3 * 365 * DAY + DAY
  expect(await cutClosed(later, 3 * 365, 2, app.deps)).toBe(2)
  const [one, two] = await Promise.all([
    cutClosed(later, 3 * 365, 100, app.deps),
    cutClosed(later, 3 * 365, 100, app.deps)
  ])
  expect(one + two).toBe(3)
  expect(await cutClosed(later, 3 * 365, 100, app.deps)).toBe(0)
  const stored = await ServiceRequest.find({ _id: { $in: ids } }).lean()
  expect(stored.every(({ remark, version }) => remark === null && version === 2)).toBe(true)
})
