/** A matter that nobody accepts climbs by itself: backups, desk, chief, each told once. */
import { pathOf } from '../../../src/contract/endpoints'
import type { NoticePage } from '../../../src/contract/notice'
import { climbToDesk } from '../../../server/matters/climb'
import { tellLate } from '../../../server/notices/ladder'
import { Notice } from '../../../server/notices/model'
import { buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  // A Tuesday; the working hours are 8:30 to 12:00 and 13:30 to 17:30.
  app.clock.set('2026-11-24T09:00:00+08:00')
  await Notice.deleteMany({})
  team = await buildTeam()
})
afterAll(() => app.stop())

/** Who has been told that nobody accepted, or that the matter is the desk's now, in the order of time. */
async function toldLate(made: Case): Promise<string[]> {
  await app.deps.notices.settled()
  const people = [team.backup, team.dispatcher, team.chief]
  const found = await Notice.find({
    matter: made.id, person: { $in: people.map(({ _id }) => _id) }, event: { $in: ['notAccepted', 'assigned'] }
  }).sort({ at: 1 }).lean()
  const names = new Map(people.map(one => [String(one._id), one.name]))
  return found.map(({ person }) => names.get(String(person)) ?? String(person))
}
const at = async (iso: string): Promise<void> => {
  app.clock.set(iso)
  await climbToDesk(app.deps)
  await tellLate(app.deps)
  app.deps.notices.look()
}
const names = (...people: KnownPerson[]): string[] => people.map(({ name }) => name)

test('four working hours, then four more, then a working day: backup, desk, chief', async () => {
  const made = await buildServiceRequest(app, team)
  await at('2026-11-24T14:29:00+08:00')
  expect(await toldLate(made)).toEqual([])
  await at('2026-11-24T14:31:00+08:00')
  expect(await toldLate(made)).toEqual(names(team.backup))
  await at('2026-11-25T09:31:00+08:00')
  expect(await toldLate(made)).toEqual(names(team.backup, team.dispatcher))
  await at('2026-11-25T17:29:00+08:00')
  expect(await toldLate(made)).toEqual(names(team.backup, team.dispatcher))
  await at('2026-11-25T17:31:00+08:00')
  expect(await toldLate(made)).toEqual(names(team.backup, team.dispatcher, team.chief))
  const token = await app.signIn(team.chief.phone)
  const { body } = await app.http.get(pathOf('listNotices')).set('Authorization', token).expect(200)
  expect((body as NoticePage).items[0]).toMatchObject({ event: 'notAccepted', matter: { id: made.id } })
})

test('run twice, by several at once, after a pause of days: each is told once', async () => {
  const made = await buildServiceRequest(app, team)
  await at('2026-11-30T10:00:00+08:00')
  await Promise.all(Array.from({ length: 4 }, async () => {
    await climbToDesk(app.deps)
    await tellLate(app.deps)
  }))
  await at('2026-11-30T10:05:00+08:00')
  expect(await toldLate(made)).toHaveLength(3)
})

test('what was lost is told again from the matters alone', async () => {
  const made = await buildServiceRequest(app, team)
  await at('2026-11-24T14:31:00+08:00')
  await Notice.deleteMany({})
  await tellLate(app.deps)
  expect(await toldLate(made)).toEqual(names(team.backup))
})

test('accepted, cancelled, or given to somebody else in time: nobody is told', async () => {
  const [accepted, cancelled] = [await buildServiceRequest(app, team), await buildServiceRequest(app, team)]
  await postMove(app, await app.signIn(team.officer.phone), accepted.id, 'accept').expect(200)
  await postMove(app, cancelled.applicant.token, cancelled.id, 'cancel', moveBody('cancel', team)).expect(200)
  await at('2026-11-26T10:00:00+08:00')
  expect([await toldLate(accepted), await toldLate(cancelled)]).toEqual([[], []])
})

test('special groups climb after two working hours; many matters are all found', async () => {
  const special = await buildServiceRequest(app, team, { specialGroups: ['over80'] })
  const usual = await buildServiceRequest(app, team)
  await at('2026-11-24T11:01:00+08:00')
  expect([await toldLate(special), await toldLate(usual)]).toEqual([names(team.backup), []])
})
