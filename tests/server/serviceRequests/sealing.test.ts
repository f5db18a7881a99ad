import { createHash, createHmac } from 'node:crypto'
import { Writable } from 'node:stream'
import mongoose from 'mongoose'
import { pino } from 'pino'
import { verifyAudit } from '../../../server/audit/verify'
import { DataKeys } from '../../../server/fieldEncryption/dataKeys'
import { openMasterKeys } from '../../../server/fieldEncryption/masterKeys'
import { resealFields, sealedFields } from '../../../server/fieldEncryption/reseal'
import { recordEntry } from '../../../server/matters/sealing'
import { pathOf } from '../../../src/contract/endpoints'
import { buildFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import {
  buildInput,
  buildServiceRequest,
  getOne,
  moveBody,
  postMove,
  postSubmit,
  type Case
} from '../../factories/serviceRequests'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'

const lines: string[] = []
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    }
  })
)
let app: TestApp
let team: Team
let officer: string
beforeAll(async () => {
  app = await buildApp({ log })
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
afterAll(() => app.stop())

const raw = () => mongoose.connection.db!.collection('matters')
const idOf = (id: string) => ({ _id: new mongoose.Types.ObjectId(id) })
type Raw = Record<string, unknown> & {
  timeline: Array<{ text: string | null }>
  remark: string
  applicant: { phone: string }
}
const rawOf = async ({ id }: Case) => await raw().findOne(idOf(id)) as unknown as Raw

/** Handed back, accepted, asked for papers, declined: every kind of text. */
async function worded(): Promise<Case> {
  const made = await buildServiceRequest(app, team, {
    remark: '家里有狗', address: '槐树旁', beneficiary: { name: '王奶奶', kinship: 'parent', phone: (await buildPerson()).phone }
  })
  for (const action of ['accept', 'askMaterial', 'decline'] as const) {
    await postMove(app, officer, made.id, action, {
      ...moveBody(action, team),
      ...(action === 'askMaterial' && { text: '带上老花镜' })
    }).expect(200)
  }
  return made
}

async function faults(): Promise<unknown[]> {
  await app.deps.audit.settled()
  const found: unknown[] = []
  await verifyAudit(app.deps.fields, fault => found.push(fault))
  return found
}

test('what was said is read by those of the matter, and by nobody in the database', async () => {
  const made = await worded()
  const { body } = await getOne(app, made.applicant.token, made.id).expect(200)
  expect(body).toMatchObject({
    address: '槐树旁', remark: '家里有狗', applicant: { phone: made.applicant.phone }, materialAsked: { text: '带上老花镜' },
    declined: { reason: '不属于本所管辖', legalBasis: '户口登记条例' }
  })
  expect(body.timeline.map(({ text }: { text: string | null }) => text)).toEqual([null, null, '带上老花镜', '不属于本所管辖'])
  const stored = JSON.stringify(await rawOf(made))
  for (const words of ['槐树', '有狗', '老花镜', '本所管辖', '登记条例', made.applicant.phone, 'tel:'])
    expect(stored).not.toContain(words)
  expect(stored).toContain('王奶奶')
  const people = JSON.stringify(await mongoose.connection.db!.collection('people').find().toArray())
  for (const phone of [made.applicant.phone, team.officer.phone]) expect(people).not.toContain(phone)
})

test.each([
  ['another document', async (one: Case, other: Case) => ({ remark: (await rawOf(other)).remark, id: one.id })],
  ['another field', async (one: Case) => ({ remark: (await rawOf(one)).applicant.phone, id: one.id })],
  ['another entry', async (one: Case) => ({ 'timeline.3.text': (await rawOf(one)).timeline[2]!.text, id: one.id })],
  ['no seal at all', async (one: Case) => ({ remark: '写在明处', id: one.id })]
])('a value with %s opens nowhere: 500, a line in the log, and nothing is shown', async (_name, change) => {
  const [one, other] = [await worded(), await worded()]
  const { id, ...set } = await change(one, other)
  await raw().updateOne(idOf(id), { $set: set })
  lines.length = 0
  const { body } = await getOne(app, one.applicant.token, one.id).expect(500)
  expect(Object.keys(body as object)).toEqual(['error'])
  expect(lines.join('')).toContain("can't be opened")
  for (const words of ['有狗', '老花镜', '写在明处']) expect(lines.join('') + JSON.stringify(body)).not.toContain(words)
  // A copy under way could otherwise reach the chain after its document was deleted.
  await app.deps.audit.settled()
  await raw().deleteOne(idOf(one.id))
  await raw().deleteOne(idOf(other.id))
  for (const name of ['auditEntries', 'auditHeads']) await mongoose.connection.db!.collection(name).deleteMany({})
  await raw().updateMany({}, { $set: { auditPending: true } })
})

test('what nobody said is null and not a seal around nothing', async () => {
  const made = await buildServiceRequest(app, team, { remark: '', channel: 'paperwork', address: '' })
  const agent = await app.signIn(team.agent.phone)
  await postMove(app, agent, made.id, 'accept').expect(200)
  await postMove(app, agent, made.id, 'askMaterial', { papers: ['户口簿'], text: '' }).expect(200)
  const stored = await rawOf(made)
  expect(stored).toMatchObject({ remark: null, address: null, materialAsked: { text: null } })
  expect(stored.timeline.map(({ text }) => text)).toEqual([null, null, null])
  const place = { document: made.id, index: 3 }
  const entry = {
    action: 'rate',
    status: 'completed',
    at: new Date(),
    phoneTime: null,
    by: { person: team.agent._id, name: '' },
    relation: 'staff' as const,
    text: '',
    assignee: null,
    appointment: null,
    papers: [],
    photos: []
  }
  expect(await recordEntry(app.deps.fields, entry, place, 'agent')).toMatchObject({ text: null })
  expect((await getOne(app, made.applicant.token, made.id)).body).toMatchObject({
    remark: '',
    address: '',
    materialAsked: { text: '' }
  })
})

test('the hash of a body, by which a repetition is known, can’t be made without the key', async () => {
  const input = await buildInput(team, { remark: '家里有狗' })
  const { body } = await postSubmit(app, await app.signIn((await buildPerson()).phone), input).expect(201)
  const { creation } = await rawOf(body as Case) as unknown as { creation: { bodyHash: string } }
  const ordered = (value: unknown): unknown =>
    value === null || typeof value !== 'object' || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  const spelt = JSON.stringify(ordered({ ...input, preferredTimes: input.preferredTimes.map(ordered) }))
  expect(creation.bodyHash).toBe(
    createHmac('sha256', await app.deps.fields.macKey('idempotency'))
      .update(spelt)
      .digest('base64url')
  )
  expect(creation.bodyHash).not.toBe(createHash('sha256').update(spelt).digest('base64url'))
})

test('words moved to another entry of the timeline are a fault of the audit', async () => {
  const made = await worded()
  expect(await faults()).toEqual([])
  const { timeline } = await rawOf(made)
  await raw().updateOne(idOf(made.id), { $set: { 'timeline.3.text': timeline[2]!.text } })
  expect(await faults()).not.toEqual([])
  await raw().updateOne(idOf(made.id), { $set: { 'timeline.3.text': timeline[3]!.text } })
  expect(await faults()).toEqual([])
})

test('sealed anew with fresh keys everything reads as before, and the audit finds no fault', async () => {
  const made = await worded()
  const family = await buildFamily(app, made.applicant.token, team, { phone: '13900007002', address: '村西' })
  const before = (await getOne(app, made.applicant.token, made.id).expect(200)).body as object
  const old = await rawOf(made)
  const dataKeys = new DataKeys({
    masterKeys: openMasterKeys(TEST_KEYS),
    cipher: app.deps.settings.fieldCipher,
    now: app.clock.now
  })
  const report = await resealFields(sealedFields(), dataKeys, 0)
  expect(report.find(({ path }) => path === 'timeline.text')!.resealed).toBeGreaterThanOrEqual(2)
  expect(
    report.find(({ collection, path }) => collection === 'people' && path === 'phone')!.resealed
  ).toBeGreaterThanOrEqual(9)

  const anew = await rawOf(made)
  expect(anew.timeline.map(({ text }) => text?.split('.')[2])).not.toEqual(
    old.timeline.map(({ text }) => text?.split('.')[2])
  )
  expect(anew.remark).not.toBe(old.remark)
  expect(anew.version).toBe(old.version)
  expect((await getOne(app, made.applicant.token, made.id).expect(200)).body).toEqual(before)
  expect(
    (
      await app.http
        .get(pathOf('getBeneficiary', { id: family }))
        .set('Authorization', made.applicant.token)
        .expect(200)
    ).body
  ).toMatchObject({ phone: '13900007002', address: '村西' })
  await app.signIn(made.applicant.phone)
  expect(await faults()).toEqual([])
})
