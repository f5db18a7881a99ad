import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { ChainWriter, randomOnce, type AuditInput } from '../../../server/audit/append'
import { createAudit } from '../../../server/audit/audit'
import { DISTRICT } from '../../../server/audit/chain'
import { collectPending } from '../../../server/audit/collect'
import type { AuditFault } from '../../../server/audit/fault'
import { AuditEntry, AuditHead } from '../../../server/audit/model'
import { verifyAudit } from '../../../server/audit/verify'
import { createKeyring } from '../../../server/fieldEncryption/keyring'
import { openMasterKeys } from '../../../server/fieldEncryption/masterKeys'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, postMove } from '../../factories/serviceRequests'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
let officer: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
afterEach(async () => {
  await app.deps.audit.settled()
  expect(await faults()).toEqual([])
})
afterAll(() => app.stop())

async function faults(): Promise<AuditFault[]> {
  const found: AuditFault[] = []
  await verifyAudit(app.deps.fields, fault => found.push(fault))
  return found
}

const looked = (station: string, id = 'x'): AuditInput => ({
  station, act: 'looked', actor: { id: String(team.officer._id), role: 'officer', relation: 'staff' },
  subject: { kind: 'people', id }, fields: ['idNumber']
})
/** A process of its own on the same database. */
const keyring = (key = TEST_KEYS.fieldKeys.key) =>
  createKeyring({
    masterKeys: openMasterKeys({ fieldKeys: { key }, dataDir: '' }),
    cipher: 'aes-256-gcm',
    now: app.clock.now
  })
const seqsOf = async (station: string) =>
  (await AuditEntry.find({ station }).sort({ seq: 1 }).lean()).map(({ seq }) => seq)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('adding', () => {
  test('16 writers at once make one chain without a gap, and it is opened once', async () => {
    const writers = upTo(16).map(() => createAudit({ fields: keyring(), now: app.clock.now, log: app.deps.log }))
    await Promise.all(
      writers.flatMap((writer, n) => upTo(6).map(m => writer.before(looked('W16', `${n}-${m}`), () => undefined)))
    )
    expect(await seqsOf('W16')).toEqual(upTo(96))
    expect(await AuditEntry.distinct('subject.id', { station: 'W16' })).toHaveLength(96)
    expect(await AuditHead.findById('W16').lean()).toMatchObject({ seq: 96 })
    expect(await AuditEntry.countDocuments({ station: DISTRICT, 'subject.id': 'W16' })).toBe(1)
  })

  test('the same record twice, from two processes, is written once', async () => {
    const once = { ...looked('TWICE'), once: randomOnce(), at: new Date(app.clock.ms) }
    const [one, two] = [new ChainWriter(keyring()), new ChainWriter(keyring())]
    await Promise.all([
      one.append(once),
      two.append(once),
      one.append(once),
      one.append({ ...once, once: randomOnce() })
    ])
    expect(await seqsOf('TWICE')).toEqual([1, 2])
  })

  test('a head that lags, because a process died between its two writes, is no fault and is caught up', async () => {
    for (const id of ['1', '2']) await app.deps.audit.before(looked('LAG', id), () => undefined)
    const head = await AuditHead.findById('LAG').lean()
    await app.deps.audit.before(looked('LAG', '3'), () => undefined)
    await AuditHead.replaceOne({ _id: 'LAG' }, head!)
    expect(await faults()).toEqual([])
    await app.deps.audit.before(looked('LAG', '4'), () => undefined)
    expect(await AuditHead.findById('LAG').lean()).toMatchObject({ seq: 4 })
  })
})

describe('looking', () => {
  test('is recorded before it is shown, without what was seen', async () => {
    const shown = await app.deps.audit.before(looked('LOOK', 'somebody'), async () => {
      expect(await seqsOf('LOOK')).toEqual([1])
      return '11010519491231002X'
    })
    expect(shown).toBe('11010519491231002X')
    const [entry] = await AuditEntry.find({ station: 'LOOK' }).lean()
    expect(entry).toMatchObject({
      act: 'looked',
      actor: { id: String(team.officer._id), role: 'officer' },
      fields: ['idNumber'],
      at: new Date(app.clock.ms)
    })
    expect(JSON.stringify(entry)).not.toContain('19491231')
  })

  test('what can not be recorded is not shown', async () => {
    const strange = createAudit({
      fields: keyring(randomBytes(32).toString('base64')),
      now: app.clock.now,
      log: app.deps.log
    })
    const show = jest.fn(() => 'secret')
    await expect(strange.before(looked('LOOK'), show)).rejects.toThrow(/can't be opened/)
    await expect(app.deps.audit.before(looked('no code of a station'), show)).rejects.toThrow(/by code/)
    expect(show).not.toHaveBeenCalled()
  })
})

describe('acts', () => {
  test('a move and its record are one write; the copy says who as what did what, not what was said', async () => {
    const { id, applicant } = await buildServiceRequest(app, team, { remark: '腿脚不便' })
    await postMove(app, officer, id, 'handBack', { reason: '今天去市里开会' }).expect(200)
    const stored = await ServiceRequest.findById(id).lean()
    expect(stored!.timeline.map(({ audit }) => audit.digest.length)).toEqual([64, 64])
    await app.deps.audit.settled()
    const entries = await AuditEntry.find({ 'subject.id': id }).sort({ seq: 1 }).lean()
    expect(
      entries.map(({ act, actor, detail, station }) => [
        act,
        actor.id,
        actor.role,
        actor.relation,
        detail.action,
        detail.status,
        station
      ])
    ).toEqual([
      ['changed', applicant.id, 'resident', 'applicant', 'submit', 'assigned', team.stationCode],
      ['changed', String(team.officer._id), 'officer', 'staff', 'handBack', 'assigned', team.stationCode]
    ])
    for (const words of ['市里', '腿脚', applicant.phone, team.officer.name])
      expect(JSON.stringify(entries)).not.toContain(words)
    expect(await ServiceRequest.exists({ _id: id, auditPending: true })).toBeNull()
  })

  test('copied by several processes at once, again and again, each act stands there once', async () => {
    const { id } = await buildServiceRequest(app, team)
    for (const action of ['accept', 'schedule', 'setOut'] as const)
      await postMove(app, officer, id, action, moveBody(action, team)).expect(200)
    await app.deps.audit.settled()
    expect(await AuditEntry.countDocuments({ 'subject.id': id })).toBe(4)
    await ServiceRequest.updateMany({}, { $set: { auditPending: true } })
    const failed = jest.fn()
    const left = await Promise.all(upTo(4).map(() => collectPending(new ChainWriter(keyring()), failed)))
    expect(left).toEqual([0, 0, 0, 0])
    expect(failed).not.toHaveBeenCalled()
    expect(await AuditEntry.countDocuments({ 'subject.id': id })).toBe(4)
    expect(await ServiceRequest.exists({ auditPending: true })).toBeNull()
  })

  test('many at once, with copying going on all the while, are all copied', async () => {
    const before = await AuditEntry.countDocuments({ act: 'changed' })
    const cases = await Promise.all(upTo(12).map(() => buildServiceRequest(app, team)))
    await Promise.all(cases.map(({ id }) => postMove(app, officer, id, 'accept').expect(200)))
    await app.deps.audit.settled()
    expect(await AuditEntry.countDocuments({ act: 'changed' })).toBe(before + 24)
  })

  test('a copy that fails does not fail the move, is logged without the person, and is made at the next start', async () => {
    const lines: string[] = []
    const log = pino(
      new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk))
          done()
        }
      })
    )
    const broken = createAudit({ fields: keyring(randomBytes(32).toString('base64')), now: app.clock.now, log })
    const right = app.deps.audit
    app.deps.audit = broken
    const { id, applicant } = await buildServiceRequest(app, team).finally(() => {
      app.deps.audit = right
    })
    await broken.settled()
    expect(lines.join('')).toContain('not in the audit chain yet')
    for (const words of [applicant.phone, '村东头']) expect(lines.join('')).not.toContain(words)
    expect(await AuditEntry.countDocuments({ 'subject.id': id })).toBe(0)
    expect(await faults()).toEqual([])

    const nextProcess = createAudit({ fields: keyring(), now: app.clock.now, log })
    nextProcess.nudge()
    await nextProcess.settled()
    expect(await AuditEntry.countDocuments({ 'subject.id': id })).toBe(1)
  })
})

test('what was deleted at a person’s wish is no fault, once the chain says that it was', async () => {
  const { id } = await buildServiceRequest(app, team)
  await app.deps.audit.settled()
  await ServiceRequest.deleteOne({ _id: id })
  expect(await faults()).toHaveLength(1)
  await app.deps.audit.before(
    { ...looked(team.stationCode), act: 'erased', subject: { kind: 'serviceRequests', id } },
    () => undefined
  )
  expect(await faults()).toEqual([])
})
