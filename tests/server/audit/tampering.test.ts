import fc from 'fast-check'
import { DISTRICT, entryId, GENESIS, hashOf, headMac } from '../../../server/audit/chain'
import type { AuditFault } from '../../../server/audit/fault'
import { AuditEntry, AuditHead } from '../../../server/audit/model'
import { verifyAudit, type Heads } from '../../../server/audit/verify'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildTeam } from '../../factories/people'
import { buildServiceRequest, moveBody, postMove } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { endurance, seed } from '../../setup/endurance'
import { chain, entries, keep, restore, stored, TAMPERINGS } from './tamperings'

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
  for (let round = 0; round < 2; round++) {
    const team = await buildTeam()
    const officer = await app.signIn(team.officer.phone)
    for (let n = 0; n < 2; n++) {
      const { id } = await buildServiceRequest(app, team)
      for (const action of ['accept', 'schedule', 'setOut'] as const) {
        await postMove(app, officer, id, action, moveBody(action, team)).expect(200)
      }
      await app.deps.audit.settled()
      await app.deps.audit.before({
        station: team.stationCode, act: 'looked',
        actor: { id: String(team.officer._id), role: 'officer', relation: 'staff' },
        subject: { kind: 'serviceRequests', id }, fields: ['idNumber']
      }, () => undefined)
    }
  }
  await app.deps.audit.settled()
  await keep()
})
afterAll(() => app.stop())

async function verify(earlier: Heads = {}) {
  const faults: AuditFault[] = []
  const verdict = await verifyAudit(app.deps.fields, fault => faults.push(fault), earlier)
  expect(verdict.faults).toBe(faults.length)
  return { ...verdict, faults }
}

test('what nobody touched is as it was written', async () => {
  const { faults, entries: count, waiting, heads } = await verify()
  expect(faults).toEqual([])
  expect(waiting).toBe(0)
  expect(count).toBe(entries.length)
  expect(count).toBe(2 * 2 * 5 + 2)
  expect(Object.keys(heads)).toHaveLength(3)
})

const RANDOM = endurance({ short: 20, long: 100 })
test(`${RANDOM} random tamperings, all found, each by its station and number (seed ${seed()})`, async () => {
  let found = 0
  const kinds = Object.keys(TAMPERINGS)
  await fc.assert(fc.asyncProperty(fc.constantFrom(...kinds), fc.nat(999), fc.nat(999), async (kind, a, b) => {
    const { station, seq } = await TAMPERINGS[kind]!(a, b)()
    const { faults } = await verify()
    await restore()
    expect(faults).toContainEqual(expect.objectContaining({ station, ...(seq !== null && { seq }) }))
    found++
  }), { numRuns: RANDOM, endOnFailure: true, seed: seed() })
  expect(found).toBe(RANDOM)
  expect((await verify()).faults).toEqual([])
})

test.each(Object.keys(TAMPERINGS))('%s: found, wherever', async kind => {
  for (const [a, b] of [[0, 0], [1, 1], [7, 2], [13, 5], [21, 9]] as const) {
    const { station } = await TAMPERINGS[kind]!(a, b)()
    const { faults } = await verify()
    await restore()
    expect(faults).toContainEqual(expect.objectContaining({ station }))
  }
})

test.each([
  'change a field', 'change a field and its hash', 'edit a timeline', 'change the head'
])('%s: whichever it is', async kind => {
  // More than the number of fields of any of these documents, so that each field has its turn.
  for (let field = 0; field < 30; field++) {
    const { station } = await TAMPERINGS[kind]!(3, field)()
    const { faults } = await verify()
    await restore()
    expect({ field, faults }).toEqual({
      field, faults: expect.arrayContaining([expect.objectContaining({ station })]) as AuditFault[]
    })
  }
})

test('cut off, the end stays missed when new entries come', async () => {
  const [entry] = entries.filter(one => one.station !== DISTRICT && one.seq === 4)
  await chain().deleteMany({ station: entry!.station, seq: { $gte: 4 } })
  for (let n = 0; n < 8; n++) {
    await app.deps.audit.before({
      station: entry!.station, act: 'looked', actor: { id: 'system', role: 'system', relation: null },
      subject: { kind: 'x', id: 'x' }, fields: []
    }, () => undefined)
  }
  const { faults } = await verify()
  await restore()
  expect(faults).toContainEqual({
    station: entry!.station, seq: 4, what: expect.stringContaining('7 entries were removed') as string
  })
})

test('an older head put back with the older end is found by what an earlier check saw', async () => {
  const { heads } = await verify()
  const station = Object.keys(heads).find(one => one !== DISTRICT)!
  const shorter = entries.find(entry => entry.station === station && entry.act === 'looked')!
  const key = await app.deps.fields.macKey('audit')
  const head = { _id: station, seq: shorter.seq - 1, hash: shorter.prevHash }
  await chain().deleteMany({ station, seq: { $gte: shorter.seq }, act: 'looked' })
  await chain().deleteMany({ station, seq: { $gt: shorter.seq } })
  await stored('matters').deleteMany({})
  await stored('auditHeads').replaceOne({ _id: station as never }, { ...head, mac: headMac(head, key) })
  const { faults } = await verify(heads)
  await restore()
  expect(faults).toContainEqual({ station, seq: shorter.seq, what: expect.stringContaining('cut off') as string })
})

test('a chain nobody opened is named', async () => {
  const made = { _id: entryId('ZZ', 1), station: 'ZZ', seq: 1, once: 'made', prevHash: GENESIS }
  await chain().insertOne({ ...made, hash: hashOf(made), mac: 'x' } as never)
  const { faults } = await verify()
  await restore()
  expect(faults.filter(({ station }) => station === 'ZZ')).toHaveLength(3)
})

test('what is not copied yet is waiting, not missing', async () => {
  const [entry] = entries.filter(one => one.digest !== null)
  await restore()
  const document = await ServiceRequest.findOne({ 'timeline.audit.id': entry!.once }).orFail()
  const station = document.stationCode
  await chain().deleteMany({ station })
  await AuditHead.collection.deleteMany({ _id: station } as never)
  await AuditEntry.collection.deleteMany({ station: DISTRICT, 'subject.id': station })
  await stored('matters').updateMany({ stationCode: station }, { $set: { auditPending: true } })
  const { waiting } = await verify()
  await restore()
  expect(waiting).toBe(8)
})
