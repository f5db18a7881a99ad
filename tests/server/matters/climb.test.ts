/** A matter that nobody accepted becomes the desk's, by the system's own act, once. */
import { once } from 'node:events'
import { join } from 'node:path'
import type { ServiceRequestDetail } from '../../../src/contract/serviceRequestViews'
import { verifyAudit } from '../../../server/audit/verify'
import { AuditEntry } from '../../../server/audit/model'
import { climbToDesk } from '../../../server/matters/climb'
import { Matter } from '../../../server/matters/model'
import { Notice } from '../../../server/notices/model'
import { Person } from '../../../server/people/model'
import { buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, getOne, moveBody, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'
import { startChild, type Child } from '../../setup/town'
import type { TellingCommands } from '../notices/tellingProcess'

let app: TestApp
let team: Team
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.clock.set('2026-11-24T09:00:00+08:00')
  team = await buildTeam()
})
afterAll(() => app.stop())

const DESK_TIME = '2026-11-25T09:31:00+08:00'

async function climbAt(iso: string): Promise<number> {
  app.clock.set(iso)
  await app.deps.ground.refresh()
  return climbToDesk(app.deps)
}
async function seenByChief({ id }: Case): Promise<ServiceRequestDetail> {
  return (await getOne(app, await app.signIn(team.chief.phone), id).expect(200)).body as ServiceRequestDetail
}
const climbs = ({ timeline }: ServiceRequestDetail) => timeline.filter(({ action }) => action === 'climb')

test('four working hours after the time to accept the desk has it, told as the system’s act', async () => {
  const made = await buildServiceRequest(app, team)
  const before = await seenByChief(made)
  expect(await climbAt('2026-11-25T09:29:00+08:00')).toBe(0)
  expect(await climbAt(DESK_TIME)).toBe(1)
  const after = await seenByChief(made)
  expect(after).toMatchObject({
    status: 'assigned', assignee: { name: team.dispatcher.name, kind: 'desk' },
    acceptBy: before.acceptBy, expectedBy: before.expectedBy
  })
  expect(climbs(after)).toMatchObject([
    { by: { name: '系统', relation: 'system' }, assignee: { name: team.dispatcher.name }, status: 'assigned' }
  ])
  expect(after.routing.at(-1)).toMatchObject({ cause: 'overdue' })
  app.deps.audit.nudge()
  await app.deps.audit.settled()
  expect(await AuditEntry.find({ 'subject.id': made.id, 'detail.action': 'climb' }).lean()).toMatchObject([
    { actor: { id: 'system', role: 'system', relation: 'system' } }
  ])
  const faults: unknown[] = []
  await verifyAudit(app.deps.fields, fault => { faults.push(fault) })
  expect(faults).toEqual([])
})

test('the former assignee who accepts late is told who has it; the backup still may', async () => {
  const made = await buildServiceRequest(app, team)
  await climbAt(DESK_TIME)
  const { body } = await postMove(app, await app.signIn(team.officer.phone), made.id, 'accept').expect(409)
  expect(body.error).toMatchObject({ code: 'alreadyTaken', present: { assignee: team.dispatcher.name } })
  await postMove(app, await app.signIn(team.backup.phone), made.id, 'accept').expect(200)
  expect(await climbAt('2026-12-01T10:00:00+08:00')).toBe(0)
})

test('residents are told who answers now, the former assignee that it is over for him', async () => {
  const made = await buildServiceRequest(app, team)
  await climbAt(DESK_TIME)
  app.deps.notices.look()
  await app.deps.notices.settled()
  const told = await Notice.find({ matter: made.id, at: new Date(DESK_TIME) }).lean()
  const by = (person: unknown) => told.filter(one => String(one.person) === String(person)).map(({ event }) => event)
  expect([by(team.officer._id), by(made.applicant.id), by(team.dispatcher._id)])
    .toEqual([['takenOver'], ['passedOn'], ['assigned']])
})

test('accepted or cancelled before, it stays; where no desk can take it, it stays and is looked for again', async () => {
  const [accepted, cancelled, bare] = [
    await buildServiceRequest(app, team), await buildServiceRequest(app, team), await buildServiceRequest(app, team)
  ]
  await postMove(app, await app.signIn(team.officer.phone), accepted.id, 'accept').expect(200)
  await postMove(app, cancelled.applicant.token, cancelled.id, 'cancel', moveBody('cancel', team)).expect(200)
  const found = (await Person.find({ roles: { $in: ['dispatcher', 'chief', 'admin'] as const }, active: true }).lean())
    .map(({ _id }) => _id)
  await Person.updateMany({ _id: { $in: found } }, { $set: { active: false } })
  await groundChanged()
  expect(await climbAt(DESK_TIME)).toBe(0)
  await Person.updateMany({ _id: { $in: found } }, { $set: { active: true } })
  await groundChanged()
  expect(await climbAt('2026-11-25T09:32:00+08:00')).toBe(1)
  expect(climbs(await seenByChief(bare))).toHaveLength(1)
})

test('a clock that jumped ahead and was set back: the desk keeps it, nothing is done twice', async () => {
  const made = await buildServiceRequest(app, team)
  expect(await climbAt('2026-12-20T09:00:00+08:00')).toBe(1)
  expect(await climbAt('2026-11-24T09:05:00+08:00')).toBe(0)
  expect(await climbAt('2026-11-26T09:05:00+08:00')).toBe(0)
  expect(climbs(await seenByChief(made))).toHaveLength(1)
  await postMove(app, await app.signIn(team.dispatcher.phone), made.id, 'accept').expect(200)
})

test('a call noted by the assignee accepts it and stops the climb; later calls change nothing', async () => {
  const made = await buildServiceRequest(app, team)
  const officer = await app.signIn(team.officer.phone)
  const { expectedBy } = await seenByChief(made)
  const { body } = await postMove(app, officer, made.id, 'noteCall', { text: '说好周四上午在家' }).expect(200)
  expect(body).toMatchObject({ status: 'accepted', acceptBy: null, expectedBy })
  expect(await climbAt(DESK_TIME)).toBe(0)
  const again = await postMove(app, officer, made.id, 'noteCall', { text: '没人接电话' }).expect(200)
  expect(again.body).toMatchObject({ status: 'accepted', expectedBy })
  expect((again.body as ServiceRequestDetail).timeline.map(({ action }) => action)).toEqual(['submit', 'noteCall', 'noteCall'])
  const { body: empty } = await postMove(app, officer, made.id, 'noteCall', { text: ' ' }).expect(400)
  expect(empty.error.fields).toMatchObject([{ path: 'text' }])
  const { body: resident } = await postMove(app, made.applicant.token, made.id, 'noteCall', { text: '打了' }).expect(403)
  expect(resident.error.code).toBe('forbidden')
})

test('while papers are owed, a call noted keeps the clock standing still', async () => {
  const made = await buildServiceRequest(app, team)
  const officer = await app.signIn(team.officer.phone)
  await postMove(app, officer, made.id, 'accept').expect(200)
  await postMove(app, officer, made.id, 'askMaterial', moveBody('askMaterial', team)).expect(200)
  const { body } = await postMove(app, officer, made.id, 'noteCall', { text: '催了一下' }).expect(200)
  expect(body).toMatchObject({ status: 'accepted', waitingOn: 'resident' })
})

/** Asked to stop, a process would drop the database that the others use. */
async function kill({ process: running }: Child<TellingCommands>): Promise<void> {
  const ended = once(running, 'exit')
  running.kill('SIGKILL')
  await ended
}

test('two processes at once, one killed in the middle: each matter climbs once', async () => {
  const made: Case[] = []
  for (let count = 0; count < 30; count++) made.push(await buildServiceRequest(app, team))
  app.clock.set(DESK_TIME)
  const env = { WECHAT_URL: app.fakeWechat.url }
  const file = join(__dirname, '../notices/tellingProcess.ts')
  const [first, second] = await Promise.all([
    startChild<TellingCommands>(file, { env }), startChild<TellingCommands>(file, { env })
  ])
  const dying = first.ask('climb', app.clock.now()).catch(() => undefined)
  const living = second.ask('climb', app.clock.now())
  await kill(first)
  await Promise.race([dying, living])
  await living
  await kill(second)
  await climbAt(DESK_TIME)
  const stored = await Matter.find({ _id: { $in: made.map(({ id }) => id) } }).lean()
  expect(stored.map(({ timeline }) => timeline.filter(({ action }) => action === 'climb').length))
    .toEqual(made.map(() => 1))
}, 120_000)
