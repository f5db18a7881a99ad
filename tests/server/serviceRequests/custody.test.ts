import type { NoticePage } from '../../../src/contract/notice'
import type { CustodyEntry, ServiceRequestDetail, TimelineEntry } from '../../../src/contract/serviceRequestViews'
import { passOnStranded } from '../../../server/matters/passOn'
import { Person } from '../../../server/people/model'
import { cutClosed } from '../../../server/retention/cut'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildPhoto, getPhoto } from '../../factories/photos'
import { buildInput, getOne, moveBody, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'
import type { Action } from '../../../src/contract/serviceRequest'
import type { Test } from 'supertest'

let app: TestApp
let team: Team
let officer: string
let dispatcher: string
let son: { token: string; id: string }
let elder: { token: string; phone: string }
const DAY_MS = 24 * 3600_000
const RECEIPT = { receivedBy: '王小山', relation: 'child', way: 'broughtHome', text: '在院门口当面点清' }

beforeEach(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
  dispatcher = await app.signIn(team.dispatcher.phone)
  const [asker, old] = [await buildPerson({ name: '王小山' }), await buildPerson({ name: '王奶奶' })]
  son = { token: await app.signIn(asker.phone), id: String(asker._id) }
  elder = { token: await app.signIn(old.phone), phone: old.phone }
})
afterEach(() => app.stop())

const move = (token: string, id: string, action: Action, body?: object, key = newKey()): Test =>
  postMove(app, token, id, action, body ?? moveBody(action, team), key)
const seenBy = async (token: string, id: string): Promise<ServiceRequestDetail> =>
  (await getOne(app, token, id).expect(200)).body as ServiceRequestDetail
const holders = (custody: CustodyEntry[]) =>
  custody.map(({ paper, holder, returned }) => [paper, holder.name, returned?.to])

/** A request of a relative for an old woman, up to the document that is with the officer. */
async function delivering(): Promise<string> {
  const { body } = await postSubmit(app, son.token, await buildInput(team, {
    beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone }
  })).expect(201)
  const id = body.id as string
  for (const action of ['accept', 'schedule', 'setOut', 'recordConsent'] as const)
    await move(officer, id, action).expect(200)
  await move(officer, id, 'finish', { outcome: 'awaitingDocument', papersTaken: ['旧身份证', '户口簿'] }).expect(200)
  await move(officer, id, 'documentReady', { papers: ['居民身份证'] }).expect(200)
  return id
}

async function heard(token: string): Promise<string[]> {
  await app.deps.notices.settled()
  const { body } = await app.http.get('/api/v1/notifications').set('Authorization', token).expect(200)
  return (body as NoticePage).items.map(({ event }) => event)
}

describe('a receipt', () => {
  test('says who took the papers, what he is to her and how; words or a photo must be there', async () => {
    const id = await delivering()
    const { text: _text, ...bare } = RECEIPT
    const { body: refused } = await move(officer, id, 'deliver', bare).expect(400)
    expect(refused.error).toMatchObject({ code: 'validationFailed', fields: [{ path: 'text' }] })
    for (const [field, value] of [['relation', 'friend'], ['way', 'post'], ['receivedBy', ' ']]) {
      const { body } = await move(officer, id, 'deliver', { ...RECEIPT, [field!]: value }).expect(400)
      expect(body.error.fields.map(({ path }: { path: string }) => path)).toEqual([field])
    }
    const photo = await buildPhoto(app, officer)
    const { body } = await move(officer, id, 'deliver', { ...bare, photos: [photo] }).expect(200)
    expect(body).toMatchObject({ status: 'completed', papers: 'broughtBack', deliveryDay: null })
    expect(body.timeline.at(-1)).toMatchObject({
      action: 'deliver', photos: [photo], papers: ['旧身份证', '户口簿', '居民身份证'],
      received: { name: '王小山', relation: 'child', way: 'broughtHome' }
    })
    expect(body.custody.every(({ returned }: CustodyEntry) =>
      returned?.to === '王小山' && returned.relation === 'child' && returned.by?.name === team.officer.name)).toBe(true)
  })

  test('the relative reads date, officer and who took them; the photo and the words stay with those of the matter', async () => {
    const id = await delivering()
    const photo = await buildPhoto(app, officer)
    await move(officer, id, 'deliver', { ...RECEIPT, photos: [photo] }).expect(200)
    const last = (detail: ServiceRequestDetail): TimelineEntry => detail.timeline.at(-1)!
    const relative = await seenBy(son.token, id)
    expect(last(relative)).toMatchObject({
      by: { name: team.officer.name }, received: { name: '王小山', relation: 'child' }, text: null, photos: [], papers: []
    })
    expect(relative.photos).toEqual([])
    await getPhoto(app, son.token, photo).expect(404)
    for (const token of [elder.token, dispatcher, officer]) {
      expect(last(await seenBy(token, id))).toMatchObject({ text: RECEIPT.text, photos: [photo] })
      await getPhoto(app, token, photo).expect(200)
    }
  })

  test('sent twice it is written once; it is in the export, and after the retention period nobody is named', async () => {
    const id = await delivering()
    const key = newKey()
    for (let times = 0; times < 2; times++) await move(officer, id, 'deliver', RECEIPT, key).expect(200)
    expect((await seenBy(officer, id)).timeline.filter(({ action }) => action === 'deliver')).toHaveLength(1)
    const { body: mine } = await app.http.get('/api/v1/me/export').set('Authorization', elder.token).expect(200)
    expect(JSON.stringify(mine)).toContain(RECEIPT.text)
    expect(await cutClosed(app.clock.now() + 400 * DAY_MS, 365, 10, app.deps)).toBe(1)
    const told = JSON.stringify(await seenBy(dispatcher, id))
    expect(told).not.toContain('王小山')
    expect(told).toContain('"relation":"child"')
  })

  test('fetched at the station: the desk writes it once it has the papers; nobody there says that it was brought home', async () => {
    const id = await delivering()
    const fetched = { ...RECEIPT, way: 'fetched' }
    expect((await move(dispatcher, id, 'deliver', RECEIPT).expect(400)).body.error.fields[0].path).toBe('way')
    expect((await move(dispatcher, id, 'deliver', fetched).expect(409)).body.error).toMatchObject({
      code: 'papersElsewhere', message: expect.stringContaining(team.officer.name)
    })
    await move(officer, id, 'givePapers', { papers: [0, 1, 2] }).expect(200)
    await move(dispatcher, id, 'receivePapers', { papers: [0, 1, 2] }).expect(200)
    const { body } = await move(dispatcher, id, 'deliver', fetched).expect(200)
    expect(body.timeline.at(-1).received).toEqual({ name: '王小山', relation: 'child', way: 'fetched' })
    expect((await move(dispatcher, id, 'deliver', fetched).expect(409)).body.error.code).toBe('moveNotAllowed')
  })
})

describe('the day of the delivery', () => {
  test('is promised by the assignee, read by both sides and told to the residents, again when it moves', async () => {
    const id = await delivering()
    await move(officer, id, 'setDelivery', { day: '2026-11-27' }).expect(200)
    expect(await seenBy(son.token, id)).toMatchObject({ deliveryDay: '2026-11-27', status: 'delivering' })
    expect((await heard(son.token))[0]).toBe('deliverySet')
    expect((await heard(elder.token))[0]).toBe('deliverySet')
    expect(await heard(officer)).not.toContain('deliverySet')
    await move(officer, id, 'setDelivery', { day: '2026-11-30', text: '路断了' }).expect(200)
    expect((await seenBy(officer, id)).deliveryDay).toBe('2026-11-30')
    expect((await heard(son.token)).filter(event => event === 'deliverySet')).toHaveLength(2)
  })

  test.each([
    ['2026-11-23', 'timeInPast'], ['2027-03-01', 'timeTooFar'], ['2026-02-30', 'validationFailed']
  ])('%s is refused at its field: %s', async (day, code) => {
    const id = await delivering()
    const { body } = await move(officer, id, 'setDelivery', { day }).expect(400)
    expect(body.error).toMatchObject({ code, fields: [{ path: 'day' }] })
  })

  test('gone back from the door, the papers are with the bearer, the day is open again, and the desk is told', async () => {
    const id = await delivering()
    await move(officer, id, 'setDelivery', { day: '2026-11-27' }).expect(200)
    const { body } = await move(officer, id, 'notDelivered', { why: 'refused', text: '他说照片不像' }).expect(200)
    expect(body).toMatchObject({ status: 'delivering', deliveryDay: null, papers: 'kept' })
    expect(body.timeline.at(-1)).toMatchObject({ action: 'notDelivered', text: '本人不收。他说照片不像' })
    expect(holders(body.custody)).toEqual(['旧身份证', '户口簿', '居民身份证'].map(paper => [paper, team.officer.name, undefined]))
    expect(await heard(dispatcher)).toEqual(['papersRefused'])
    expect(await heard(officer)).not.toContain('papersRefused')
    expect(await heard(son.token)).not.toContain('papersRefused')
  })
})

describe('a handover', () => {
  /** The officer has left; the matter went on to the backup, the papers stayed where they are. */
  async function passedOn(): Promise<{ id: string; backup: string }> {
    const id = await delivering()
    await Person.updateOne({ _id: team.officer._id }, { $set: { leave: [], active: false } })
    await groundChanged()
    await passOnStranded(app.deps)
    return { id, backup: await app.signIn(team.backup.phone) }
  }

  test('somebody left: papers stay with him until the new one confirms; who held them before stays readable', async () => {
    const { id, backup } = await passedOn()
    const before = await seenBy(backup, id)
    expect(before.assignee.name).toBe(team.backup.name)
    expect(holders(before.custody).every(([, holder]) => holder === team.officer.name)).toBe(true)
    expect(before.actions).toContain('receivePapers')
    app.clock.advance(3600_000)
    const { body } = await move(backup, id, 'receivePapers', { papers: [0, 2] }).expect(200)
    expect(holders(body.custody)).toEqual([
      ['旧身份证', team.backup.name, undefined], ['户口簿', team.officer.name, undefined],
      ['居民身份证', team.backup.name, undefined]
    ])
    expect(body.custody[0]).toMatchObject({
      earlier: [{ holder: { name: team.officer.name } }], since: new Date(app.clock.now()).toISOString()
    })
    // He never said that he gave them.
    expect(body.papersDiffer).toMatchObject({ missing: [], unsaid: ['旧身份证', '居民身份证'] })
  })

  test('counted by both: what was said to be given and did not come stays with the giver, and the desk is told', async () => {
    const id = await delivering()
    const backup = await app.signIn(team.backup.phone)
    await move(officer, id, 'givePapers', { papers: [0, 1] }).expect(200)
    expect(await heard(dispatcher)).toContain('papersGiven')
    const { body } = await move(dispatcher, id, 'receivePapers', { papers: [1] }).expect(200)
    expect(holders(body.custody).map(([, holder]) => holder)).toEqual([
      team.officer.name, team.dispatcher.name, team.officer.name
    ])
    expect(body.papersDiffer).toMatchObject({ missing: ['旧身份证'], unsaid: [], by: { name: team.dispatcher.name } })
    expect(await heard(dispatcher)).not.toContain('papersDiffer')
    // A second count that agrees settles it.
    await move(officer, id, 'givePapers', { papers: [0] }).expect(200)
    expect((await move(dispatcher, id, 'receivePapers', { papers: [0] }).expect(200)).body.papersDiffer).toBeNull()
    await move(backup, id, 'receivePapers', { papers: [0] }).expect(409)
    expect((await seenBy(elder.token, id)).papersDiffer).toBeNull()
  })

  test('a difference that the new assignee finds is told to the desk', async () => {
    const id = await delivering()
    await move(officer, id, 'givePapers', { papers: [0, 1, 2] }).expect(200)
    await Person.updateOne({ _id: team.officer._id }, { $set: { active: false } })
    await groundChanged()
    await passOnStranded(app.deps)
    const backup = await app.signIn(team.backup.phone)
    await move(backup, id, 'receivePapers', { papers: [] }).expect(200)
    expect(await heard(dispatcher)).toContain('papersDiffer')
  })

  test('nobody gives what he does not hold, or receives what is his or gone', async () => {
    const id = await delivering()
    for (const papers of [[9], []]) {
      const { body } = await move(officer, id, 'givePapers', { papers }).expect(400)
      expect(body.error.fields[0].path).toBe('papers')
    }
    expect((await move(officer, id, 'receivePapers', { papers: [0] }).expect(400)).body.error.fields[0].path).toBe('papers')
    expect((await move(dispatcher, id, 'givePapers', { papers: [0] }).expect(409)).body.error.code).toBe('alreadyTaken')
    await move(elder.token, id, 'receivePapers', { papers: [0] }).expect(403)
  })

  test('two at once: each paper is received once', async () => {
    const { id, backup } = await passedOn()
    const answers = await Promise.all([
      move(backup, id, 'receivePapers', { papers: [0] }), move(dispatcher, id, 'receivePapers', { papers: [0] })
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200])
    const [paper] = (await seenBy(dispatcher, id)).custody
    expect(paper!.earlier).toHaveLength(2)
  })

  test('reassigned while he holds papers: he still finds the matter, hands them over, and then it is gone', async () => {
    const { body: made } = await postSubmit(app, son.token, await buildInput(team, {})).expect(201)
    const id = made.id as string
    await move(dispatcher, id, 'reassign', { personId: String(team.dispatcher._id), reason: '值班先接' }).expect(200)
    await move(dispatcher, id, 'accept').expect(200)
    await move(dispatcher, id, 'takePapers', { papers: ['户口簿', '户口簿'] }).expect(200)
    await move(dispatcher, id, 'reassign', { personId: String(team.officer._id), reason: '他来了' }).expect(200)
    const seen = await seenBy(officer, id)
    expect(seen).toMatchObject({ status: 'assigned', papers: 'kept' })
    expect(holders(seen.custody).map(([, holder]) => holder)).toEqual([team.dispatcher.name, team.dispatcher.name])
    await move(dispatcher, id, 'givePapers', { papers: [0, 1] }).expect(200)
    await move(officer, id, 'receivePapers', { papers: [1] }).expect(200)
    expect((await seenBy(officer, id)).custody.map(({ holder }) => holder.name)).toEqual([
      team.dispatcher.name, team.officer.name
    ])
  })
})

test('originals are given back with the name of who took them, also after the request was withdrawn', async () => {
  const { body: made } = await postSubmit(app, son.token, await buildInput(team, {})).expect(201)
  const id = made.id as string
  await move(officer, id, 'accept').expect(200)
  await move(officer, id, 'takePapers', { papers: ['户口簿', '照片'] }).expect(200)
  await move(son.token, id, 'cancel').expect(200)
  const back = { papers: [0, 1], receivedBy: '李婶', relation: 'neighbour', text: '' }
  const { body } = await move(officer, id, 'returnPapers', back).expect(200)
  expect(body.custody).toMatchObject([0, 1].map(() => ({ returned: { to: '李婶', relation: 'neighbour' } })))
  expect(body.timeline.at(-1)).toMatchObject({ action: 'returnPapers', received: { name: '李婶' }, papers: ['户口簿', '照片'] })
  expect(body.actions).not.toContain('returnPapers')
  expect((await move(officer, id, 'returnPapers', back).expect(409)).body.error.code).toBe('alreadyTaken')
})
