/** What remains of a deleted account, field by field of the raw database: what the law requires, and nothing else. */
import mongoose from 'mongoose'
import { sweep } from '../../../server/retention/sweep'
import { sealedFields } from '../../../server/fieldEncryption/reseal'
import { idInList } from '../../../server/fieldEncryption/sealedText'
import { verifyAudit } from '../../../server/audit/verify'
import { pathOf } from '../../../src/contract/endpoints'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import { buildConsent, buildFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildPhoto } from '../../factories/photos'
import { buildInput, moveBody, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const DAY_MS = 24 * 3600 * 1000
/** Texts that occur nowhere else. */
const NAME = '李槐山'
const HOME = '槐树湾第九家'
const ELDER = { name: '周桂英老人', phone: '13855550101', address: '槐树湾老屋' }
const NEXT_DOOR = { name: '董桂兰邻居', phone: '06328811999', tie: 'neighbour' as const }
const REMARK = '腿上打着石膏'
const RATING = '谢谢小周跑一趟'

let app: TestApp
let team: Team
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
})
afterAll(() => app.stop())

type Fields = Record<string, unknown>

/** A document with its sealed texts opened: sealed data are stored data, too. */
async function opened(collection: string, document: Fields): Promise<Fields> {
  for (const { path, list } of sealedFields().filter(field => field.collection === collection)) {
    const parts = path.split('.').slice(list === null ? 0 : 1)
    for (const entry of list === null ? [document] : document[list] as Fields[]) {
      const holder = parts
        .slice(0, -1)
        .reduce<Fields | null | undefined>((value, part) => value?.[part] as Fields | null | undefined, entry)
      const leaf = parts.at(-1)!
      if (typeof holder?.[leaf] !== 'string') continue
      const id = list === null ? String(document._id) : idInList(String(document._id), String(entry._id))
      holder[leaf] = await app.deps.fields.open(holder[leaf], { collection, id, path })
    }
  }
  return document
}

/** Paths of every field that holds the text or id, as `collection.field.field`; places in a list don't count. */
async function holding(wanted: string): Promise<string[]> {
  const found = new Set<string>()
  for (const { name } of await mongoose.connection.db!.listCollections().toArray()) {
    for await (const document of mongoose.connection.collection(name).find({})) {
      for (const path of pathsOf(await opened(name, document), wanted))
        found.add([name, ...path.filter(part => !/^\d+$/.test(part))].join('.'))
    }
  }
  return [...found].sort()
}

function pathsOf(value: unknown, wanted: string, path: string[] = []): string[][] {
  if (value instanceof mongoose.Types.ObjectId) return String(value) === wanted ? [path] : []
  if (value instanceof mongoose.mongo.Binary) return Buffer.from(value.buffer).includes(wanted) ? [path] : []
  if (typeof value === 'string') return value.includes(wanted) ? [path] : []
  if (value === null || typeof value !== 'object' || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, part]) => [
    ...(key.includes(wanted) ? [path] : []),
    ...pathsOf(part, wanted, [...path, key])
  ])
}

interface Life { id: string, phone: string, token: string, matter: string, used: string, unused: string }

/** The person does everything possible: agrees, adds family, sends photos, asks, gets a visit, rates. */
async function livedHere(): Promise<Life> {
  const person = await buildPerson({ name: NAME })
  const { phone } = person
  const officer = await app.signIn(team.officer.phone)
  const token = await app.signInNew(phone)
  await app.signInNew(phone)
  const as = (method: 'post' | 'patch', path: string) => app.http[method](path).set('Authorization', token)
  for (const kind of ['privacy', 'sensitive'] as const) {
    await as('post', pathOf('recordMyConsent')).send({ kind, version: PRIVACY_VERSIONS[kind] }).expect(204)
  }
  await as('patch', pathOf('updateMe')).send({ villageCode: team.villageCode }).expect(200)
  const elder = await buildFamily(app, token, team, { ...ELDER, contacts: [NEXT_DOOR] })
  await buildConsent(app, token, await app.signIn(team.agent.phone), elder)
  const [used, unused] = [await buildPhoto(app, token), await buildPhoto(app, token)]
  const input = await buildInput(team, {
    beneficiary: { id: elder },
    address: HOME,
    remark: REMARK,
    specialGroups: ['seriouslyIll'],
    photos: [used]
  })
  const { body: { id: matter } } = await postSubmit(app, token, input).expect(201)
  for (const action of ['accept', 'schedule', 'setOut', 'finish'] as const)
    await postMove(app, officer, matter as string, action, moveBody(action, team)).expect(200)
  await postMove(app, token, matter as string, 'rate', { stars: 5, text: RATING }).expect(200)
  return { id: String(person._id), phone, token, matter: matter as string, used, unused }
}

test('the account deleted: his matters stay as a file, with what belongs to them; of himself a stub and the proof of what he agreed to', async () => {
  const { id, phone, token, matter, used, unused } = await livedHere()
  expect(await holding(NEXT_DOOR.name)).toEqual(['beneficiaries.contacts', 'matters.contacts'])
  expect((await holding(id)).map(path => path.split('.')[0])).toEqual(
    expect.arrayContaining(['beneficiaries', 'sessions', 'wechatBindings'])
  )
  await app.http.delete(pathOf('deleteMe')).set('Authorization', token).expect(204)
  await app.deps.audit.settled()

  const file = (paths: string[]): string[] => paths.filter(path => !path.startsWith('matters.'))
  for (const text of [NAME, phone, HOME, REMARK, RATING, ELDER.name, ELDER.phone])
    expect([text, file(await holding(text))]).toEqual([text, []])
  // People who were never asked themselves belong to no file.
  for (const text of [ELDER.address, NEXT_DOOR.name, NEXT_DOOR.phone]) expect(await holding(text)).toEqual([])
  expect(file(await holding(id))).toEqual([
    // The photo is deleted with the matter; the audit's chain names the actor; the proof of consent stays; a stub of
    // the person remains, to which all of these refer.
    'attachments.owner',
    'auditEntries.actor.id',
    'auditEntries.subject.id',
    'people._id',
    'people.phoneIndex',
    'privacyConsents.person'
  ])
  const photos = await mongoose.connection.collection('attachments').find({}).toArray()
  expect(photos.map(({ _id }) => String(_id))).toEqual([used])
  expect(await mongoose.connection.collection('photos.files').countDocuments()).toBe(2)
  expect(await holding(unused)).toEqual([])
  const stub = await mongoose.connection.collection('people').findOne({ deletedAt: { $ne: null } })
  expect(stub).toEqual({
    _id: new mongoose.Types.ObjectId(id),
    name: '已注销',
    phone: null,
    phoneIndex: `deleted:${id}`,
    roles: ['resident'],
    rank: null,
    stationCode: null,
    villageCode: null,
    leave: [],
    noSignal: [],
    noSignalChanged: null,
    active: false,
    agreed: expect.anything() as object,
    deletedAt: expect.any(Date) as Date,
    createdAt: expect.any(Date) as Date,
    updatedAt: expect.any(Date) as Date,
    __v: 0
  })
  expect(JSON.stringify(stub!.agreed)).not.toContain('2026')

  const officer = await app.signIn(team.officer.phone)
  const { body } = await app.http
    .get(pathOf('getServiceRequest', { id: matter }))
    .set('Authorization', officer)
    .expect(200)
  expect(body).toMatchObject({ status: 'completed', applicant: { name: NAME } })
})

test('and when the time of the file is over, no text of his is anywhere, in any collection', async () => {
  app.clock.advance((app.deps.settings.retention.closedDays + 2) * DAY_MS)
  expect((await sweep(app.deps)).cut).toBe(1)
  await app.deps.audit.settled()
  for (const text of [NAME, HOME, REMARK, RATING, ELDER.name, ELDER.phone, ELDER.address])
    expect([text, await holding(text)]).toEqual([text, []])
  expect(await mongoose.connection.collection('attachments').countDocuments()).toBe(0)
  expect(await mongoose.connection.collection('photos.chunks').countDocuments()).toBe(0)
  const faults: string[] = []
  await verifyAudit(app.deps.fields, ({ what }) => faults.push(what))
  expect(faults).toEqual([])
})
