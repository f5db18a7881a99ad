/**
 * A kind of matter that exists only in tests, in the rooms that handle all kinds: passing on, consent, retention,
 * audit, export, keys.
 */
import mongoose, { Schema, Types } from 'mongoose'
import { pathOf } from '../../../src/contract/endpoints'
import { verifyAudit } from '../../../server/audit/verify'
import { DataKeys } from '../../../server/fieldEncryption/dataKeys'
import { openMasterKeys } from '../../../server/fieldEncryption/masterKeys'
import { resealFields, sealedFields } from '../../../server/fieldEncryption/reseal'
import { defineKind } from '../../../server/matters/defineKind'
import { allKinds } from '../../../server/matters/kind'
import { Matter } from '../../../server/matters/model'
import { passOnStranded } from '../../../server/matters/passOn'
import { suspendConsent } from '../../../server/matters/suspendConsent'
import { Person } from '../../../server/people/model'
import { cutClosed } from '../../../server/retention/cut'
import { buildPerson, buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildPhoto, getPhoto } from '../../factories/photos'
import { buildServiceRequest } from '../../factories/serviceRequests'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'
import { LOST_THING, presentLostThing, type StoredLostThing } from './lostThing'
import { moveThing, report, viewerFor } from './lostThingCalls'

const DAY = 24 * 3600_000
let app: TestApp
let team: Team
let owner: KnownPerson
let token: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  team = await buildTeam()
  owner = await buildPerson()
  token = await app.signIn(owner.phone)
})
afterAll(() => app.stop())

const raw = async (id: unknown) => (await Matter.collection.findOne({ _id: new Types.ObjectId(String(id)) }))!
const entriesOf = (id: unknown) =>
  mongoose.connection
    .collection('auditEntries')
    .find({ 'subject.id': String(id) })
    .sort({ seq: 1 })
    .toArray()
async function faults(): Promise<string[]> {
  await app.deps.audit.settled()
  const found: string[] = []
  await verifyAudit(app.deps.fields, ({ what }) => found.push(what))
  return found
}

test('what somebody who has left had open goes on: from the start before it was begun, else as it stands', async () => {
  const [fresh, begun, over] = [
    await report(app.deps, team, owner),
    await report(app.deps, team, owner),
    await report(app.deps, team, owner)
  ]
  await moveThing(app.deps, team.officer, begun._id, 'search')
  await moveThing(app.deps, owner, over._id, 'giveUp')
  const request = await buildServiceRequest(app, team)
  await Person.updateOne({ _id: team.officer._id }, { active: false })
  await groundChanged()
  expect(await passOnStranded(app.deps)).toBe(3)
  for (const [{ _id }, status] of [[fresh, 'reported'], [begun, 'searching']] as const) {
    const stored = await raw(_id)
    expect(stored).toMatchObject({ status, assignee: { name: team.backup.name }, found: null })
    expect((stored.timeline as object[]).at(-1)).toMatchObject({
      action: 'reassign',
      by: { name: '系统' },
      relation: 'system',
      assignee: { name: team.backup.name }
    })
  }
  expect(await raw(over._id)).toMatchObject({ assignee: { name: team.officer.name } })
  expect(await raw(request.id)).toMatchObject({ assignee: { name: team.backup.name } })
  await moveThing(app.deps, team.backup, begun._id, 'find')
  expect(await faults()).toEqual([])
})

test('a consent given in advance that is withdrawn has to be asked for anew, while the table says that it can be', async () => {
  const id = new Types.ObjectId()
  const beneficiary = { id, name: '王奶奶', kinship: 'parent' as const, phone: null, phoneIndex: null }
  const consent = {
    state: 'given' as const,
    way: 'witnessed' as const,
    purpose: 'both' as const,
    at: new Date(app.clock.now()),
    by: { person: team.agent._id, name: team.agent.name },
    until: null,
    words: '2026-11'
  }
  const [open, over] = [
    await report(app.deps, team, owner, { beneficiary, consent }),
    await report(app.deps, team, owner, { beneficiary, consent })
  ]
  await moveThing(app.deps, owner, over._id, 'giveUp')
  for (let n = 0; n < 2; n++) await suspendConsent(String(owner._id), String(id))
  expect(await raw(open._id)).toMatchObject({ consent: { state: 'pending', way: null }, version: 1 })
  expect(await raw(over._id)).toMatchObject({ consent: { state: 'given' } })
})

test('when its time is over it loses what is personal, its own fields and photos too; the audit names them', async () => {
  // This test comes first, so that no other matter is due.
  app.clock.set('2026-11-20T09:02:00+08:00')
  const photo = await buildPhoto(app, token)
  const { _id } = await report(app.deps, team, owner, { remark: '红绳系着', photos: [photo] })
  await moveThing(app.deps, team.officer, _id, 'search')
  await moveThing(app.deps, team.officer, _id, 'find')
  await app.deps.audit.settled()
  const later = app.clock.now() + 1000 * DAY
  expect(await cutClosed(later - 1, 1000, 10, app.deps)).toBe(0)
  expect(await cutClosed(later + 1, 1000, 10, app.deps)).toBe(1)
  const stored = await raw(_id)
  expect(stored).toMatchObject({
    category: 'wallet',
    description: null,
    remark: null,
    applicant: { name: '已隐去' },
    assignee: { name: team.officer.name },
    photos: [],
    cutAt: expect.any(Date)
  })
  const viewer = await viewerFor(app.deps, owner._id)
  expect(await presentLostThing(stored as unknown as StoredLostThing, viewer, app.deps)).toMatchObject({
    foundAt: '已隐去',
    actions: []
  })
  await getPhoto(app, token, photo).expect(404)
  const erased = (await entriesOf(_id)).find(({ act }) => act === 'erased')
  expect(erased).toMatchObject({
    subject: { kind: 'lostThings' },
    fields: expect.arrayContaining(['description', 'found'])
  })
  expect(erased!.fields).not.toContain('idNumber')
  await expect(moveThing(app.deps, owner, _id, 'searchAgain')).rejects.toMatchObject({ code: 'moveNotAllowed' })
  expect(await faults()).toEqual([])
})

test('its timeline is in the chain under the kind’s name, once; whatever is changed there is found', async () => {
  const { _id } = await report(app.deps, team, owner)
  await moveThing(app.deps, owner, _id, 'tellMore')
  expect(await faults()).toEqual([])
  expect(await entriesOf(_id)).toMatchObject([
    { act: 'changed', subject: { kind: 'lostThings' }, detail: { action: 'submit', status: 'reported' } },
    { act: 'changed', subject: { kind: 'lostThings' }, detail: { action: 'tellMore', status: 'reported' } }
  ])
  const { timeline } = await raw(_id)
  const entries = timeline as Array<{ text: string | null }>
  const tamperings: Array<[string, object]> = [
    ['another status', { 'timeline.1.status': 'accepted' }], ['no words', { 'timeline.1.text': null }],
    ['an entry gone', { timeline: [entries[0]] }]
  ]
  for (const [what, change] of tamperings) {
    await Matter.collection.updateOne({ _id }, { $set: change })
    expect([what, (await faults()).length > 0]).toEqual([what, true])
    await Matter.collection.updateOne({ _id }, { $set: { timeline } })
  }
  expect(await faults()).toEqual([])
})

test('its person takes it along with everything else that is kept, and can’t leave while it is open', async () => {
  const thing = await report(app.deps, team, owner)
  const { body } = await app.http.get(pathOf('exportMe')).set('Authorization', token).expect(200)
  expect(body).toMatchObject({
    serviceRequests: [],
    lostThings: [{ number: thing.number, description: '黑色皮夹', actions: ['tellMore', 'giveUp'] }]
  })
  const refused = await app.http.delete(pathOf('deleteMe')).set('Authorization', token).expect(409)
  expect(refused.body.error.code).toBe('openMatters')
  await moveThing(app.deps, owner, thing._id, 'giveUp')
  await app.http.delete(pathOf('deleteMe')).set('Authorization', token).expect(204)
})

test('its sealed fields are among those that get new keys; sealed anew they read as before', async () => {
  const fields = sealedFields().filter(({ path }) => path === 'description' || path === 'found.where')
  expect(fields).toEqual([
    { collection: 'matters', path: 'description', list: null },
    { collection: 'matters', path: 'found.where', list: null }
  ])
  const { _id } = await report(app.deps, team, owner)
  await moveThing(app.deps, team.officer, _id, 'search')
  await moveThing(app.deps, team.officer, _id, 'find')
  const before = await raw(_id)
  const dataKeys = new DataKeys({
    masterKeys: openMasterKeys(TEST_KEYS),
    cipher: app.deps.settings.fieldCipher,
    now: app.clock.now
  })
  const resealed = await resealFields(fields, dataKeys, 0)
  expect(resealed.every(report => report.resealed > 0)).toBe(true)
  const after = await raw(_id)
  expect([after.description, (after.found as { where: string }).where]).not.toEqual([
    before.description,
    (before.found as { where: string }).where
  ])
  const viewer = await viewerFor(app.deps, owner._id)
  expect(await presentLostThing(after as unknown as StoredLostThing, viewer, app.deps)).toMatchObject({
    description: '黑色皮夹',
    foundAt: '村口小卖部'
  })
})

describe('a kind is refused', () => {
  const text = { type: String, sealed: true }
  const nested = new Schema({ deeper: new Schema({ words: text }, { _id: false }) }, { _id: false })
  test.each<[string, Schema, RegExp]>([
    [
      'with a sealed field in a list',
      new Schema({ things: [new Schema({ words: text })] }),
      /things\.words can't be sealed/
    ],
    ['with a sealed field too deep', new Schema({ part: nested }), /part\.deeper\.words can't be sealed/],
    [
      'with a readable field that another kind seals',
      new Schema({ description: String }),
      /description is sealed in one/
    ],
    [
      'with a sealed field that another kind keeps readable',
      new Schema({ category: text }),
      /category is sealed in one/
    ]
  ])('%s', (_name, schema, sentence) => {
    const known = allKinds().length
    expect(() =>
      defineKind({ ...LOST_THING, name: 'spoilt', model: { ...LOST_THING.model, schema } } as never)
    ).toThrow(sentence)
    expect(allKinds()).toHaveLength(known)
  })
})
