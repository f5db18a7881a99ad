/** Whom moves of any kind tell, and how notices are read. */
import { Types } from 'mongoose'
import { pathOf } from '../../../src/contract/endpoints'
import type { Notice as NoticeView, NoticePage } from '../../../src/contract/notice'
import { Matter } from '../../../server/matters/model'
import { deliverEvents } from '../../../server/notices/deliver'
import { Notice } from '../../../server/notices/model'
import { Person } from '../../../server/people/model'
import { buildPerson, buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, postMove, postSubmit, buildInput, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'
import { moveThing, report } from '../matters/lostThingCalls'

let app: TestApp
let team: Team
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  team = await buildTeam()
})
afterAll(() => app.stop())

async function pageOf(token: string, query = ''): Promise<NoticePage> {
  await app.deps.notices.settled()
  return (await app.http.get(pathOf('listNotices') + query).set('Authorization', token).expect(200)).body as NoticePage
}
const told = async (token: string): Promise<string[]> => (await pageOf(token)).items.map(({ event }) => event)
const read = (token: string, body: object) =>
  app.http.post(pathOf('readNotices')).set('Authorization', token).send(body)
const unread = async (token: string): Promise<number> =>
  (await app.http.get(pathOf('countUnreadNotices')).set('Authorization', token).expect(200)).body.unread as number
const move = (token: string, { id }: Case, action: Parameters<typeof postMove>[3], body = moveBody(action, team)) =>
  postMove(app, token, id, action, body)

describe('who is told', () => {
  test('asked, told, accepted, told: each hears of the other’s acts and never of the own', async () => {
    const officer = await app.signIn(team.officer.phone)
    const made = await buildServiceRequest(app, team)
    expect(await told(officer)).toEqual(['assigned'])
    await move(officer, made, 'accept').expect(200)
    await move(officer, made, 'schedule').expect(200)
    await move(made.applicant.token, made, 'changeTime').expect(200)
    await move(officer, made, 'schedule').expect(200)
    await move(officer, made, 'setOut').expect(200)
    await move(officer, made, 'finish').expect(200)
    await move(made.applicant.token, made, 'rate').expect(200)
    expect(await told(made.applicant.token)).toEqual(['completed', 'setOut', 'visitMoved', 'visitSet', 'accepted'])
    expect(await told(officer)).toEqual(['otherTimeAsked', 'assigned'])
  })

  test('a notice tells what the matter is now, and the time that its own event set', async () => {
    const officer = await app.signIn(team.officer.phone)
    const made = await buildServiceRequest(app, team)
    await move(officer, made, 'accept').expect(200)
    await move(officer, made, 'schedule').expect(200)
    const { items, unread: count } = await pageOf(made.applicant.token)
    expect(items[0]).toMatchObject({
      event: 'visitSet',
      side: 'resident',
      read: false,
      matter: { id: made.id, kind: 'serviceRequest', number: made.number, assigneeName: team.officer.name },
      appointment: { start: '2026-11-25T01:00:00.000Z' }
    })
    expect(count).toBe(2)
    expect(JSON.stringify(await Notice.find({ person: made.applicant.id }).lean())).not.toContain(team.officer.name)
  })

  test('handed back: the next one is told, and the applicant that another person answers now', async () => {
    const [officer, backup] = await Promise.all([team.officer, team.backup].map(one => app.signIn(one.phone)))
    const made = await buildServiceRequest(app, team)
    await move(officer!, made, 'handBack').expect(200)
    expect(await told(backup!)).toEqual(['assigned'])
    expect(await told(made.applicant.token)).toEqual(['passedOn'])
    expect(await told(officer!)).toEqual(['assigned'])
  })

  test('given to another by the desk: the former assignee hears it, and reads nothing of the matter any more', async () => {
    const [officer, desk] = await Promise.all([team.officer, team.dispatcher].map(one => app.signIn(one.phone)))
    const made = await buildServiceRequest(app, team)
    await move(desk!, made, 'reassign', { personId: String(team.backup._id), reason: '他近' }).expect(200)
    const { items } = await pageOf(officer!)
    expect(items.map(({ event }) => event)).toEqual(['takenOver', 'assigned'])
    // Still named for the village, the officer may see the matter; once that ends, the notice is empty.
    expect(items[0]!.matter).not.toBeNull()
    await Person.updateOne({ _id: team.officer._id }, { roles: ['resident'] })
    await groundChanged()
    const after = await pageOf(officer!)
    expect(after.items.map(({ matter }: NoticeView) => matter)).toEqual([null, null])
  })

  test('an elder with an account hears it too; who asks and is concerned at once hears it once', async () => {
    const elder = await buildPerson({ name: '王奶奶' })
    const [officer, herToken] = [await app.signIn(team.officer.phone), await app.signIn(elder.phone)]
    const forHer = { beneficiary: { name: '王奶奶', kinship: 'parent' as const, phone: elder.phone } }
    const made = await buildServiceRequest(app, team, forHer)
    await move(officer, made, 'accept').expect(200)
    expect(await told(herToken)).toEqual(['accepted'])
    const own = await buildInput(team, forHer)
    const { body } = await postSubmit(app, herToken, own).expect(201)
    await move(officer, { ...made, id: body.id as string }, 'accept').expect(200)
    expect(await told(herToken)).toEqual(['accepted', 'accepted'])
  })

  test('a number that changed hands: the person who holds the number now is the one who may see the matter', async () => {
    const elder = await buildPerson({ name: '王奶奶' })
    const officer = await app.signIn(team.officer.phone)
    const made = await buildServiceRequest(app, team, {
      beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone }
    })
    await Person.updateOne({ _id: elder._id }, { phoneIndex: `former:${String(elder._id)}` })
    await move(officer, made, 'accept').expect(200)
    await app.deps.notices.settled()
    expect(await Notice.countDocuments({ person: elder._id })).toBe(0)
  })

  test('another kind of matter tells by the same engine', async () => {
    const owner = await buildPerson()
    const token = await app.signIn(owner.phone)
    const officer = await app.signIn(team.officer.phone)
    const thing = await report(app.deps, team, owner)
    expect(await told(officer)).toEqual(['assigned'])
    await moveThing(app.deps, team.officer, thing._id, 'search')
    await moveThing(app.deps, team.officer, thing._id, 'find')
    const { items } = await pageOf(token)
    expect(items.map(({ event, matter }) => [event, matter?.title])).toEqual([['completed', '丢了东西']])
  })
})

describe('delivered', () => {
  test('twice, at once and again after a death in the middle: one notice for each event and person', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => buildServiceRequest(app, team)))
    await app.deps.notices.settled()
    await Notice.deleteMany({ person: team.officer._id })
    const ids = made.map(({ id }) => new Types.ObjectId(id))
    // As a process leaves it that dies before it has noted what it delivered.
    const event = {
      once: 'entry:0', event: 'assigned', at: new Date(app.clock.now()), by: null, entry: 0,
      staff: [team.officer._id], residents: [], beneficiary: false
    }
    await Matter.updateMany({ _id: { $in: ids } }, { $set: { tellPending: true, toTell: [event] } })
    await Promise.all([deliverEvents(app.deps), deliverEvents(app.deps), deliverEvents(app.deps)])
    await Matter.updateMany({ _id: { $in: ids.slice(0, 3) } }, { $set: { tellPending: true, toTell: [event] } })
    await deliverEvents(app.deps)
    expect(await Notice.countDocuments({ person: team.officer._id })).toBe(12)
    expect(await Matter.countDocuments({ _id: { $in: ids }, tellPending: true })).toBe(0)
  })

  test('an event that comes while others are delivered is told in the next round', async () => {
    const made = await buildServiceRequest(app, team)
    const officer = await app.signIn(team.officer.phone)
    await Promise.all([deliverEvents(app.deps), move(officer, made, 'accept').expect(200)])
    expect(await told(made.applicant.token)).toEqual(['accepted'])
  })
})

describe('read', () => {
  async function withNotices(): Promise<{ made: Case; person: KnownPerson; officer: string }> {
    const officer = await app.signIn(team.officer.phone)
    const made = await buildServiceRequest(app, team)
    await move(officer, made, 'accept').expect(200)
    app.clock.advance(60_000)
    await move(officer, made, 'schedule').expect(200)
    return { made, person: team.officer, officer }
  }

  test('on one phone is read on the other', async () => {
    const { made } = await withNotices()
    const other = await app.signIn(made.applicant.phone)
    const { items } = await pageOf(made.applicant.token)
    expect(await unread(other)).toBe(2)
    await read(made.applicant.token, { ids: [items[0]!.id] }).expect(204)
    await read(other, { ids: [items[0]!.id] }).expect(204)
    expect(await unread(other)).toBe(1)
    expect((await pageOf(other)).items.map(one => one.read)).toEqual([true, false])
  })

  test('up to what was seen: what came meanwhile stays unread', async () => {
    const { made, officer } = await withNotices()
    const seen = (await pageOf(made.applicant.token)).items[0]!.at
    app.clock.advance(60_000)
    await move(officer, made, 'setOut').expect(200)
    await app.deps.notices.settled()
    await read(made.applicant.token, { until: seen }).expect(204)
    expect((await pageOf(made.applicant.token)).items.map(({ event, read: done }) => [event, done])).toEqual([
      ['setOut', false], ['visitSet', true], ['accepted', true]
    ])
  })

  test('somebody else’s, or one that does not exist, is passed over and stays unread', async () => {
    const { made, officer } = await withNotices()
    const [notice] = (await pageOf(made.applicant.token)).items
    await read(officer, { ids: [notice!.id, 'nonsense'] }).expect(204)
    expect(await unread(made.applicant.token)).toBe(2)
    const { body } = await read(officer, { ids: Array.from({ length: 51 }, () => notice!.id) }).expect(400)
    expect(body.error.fields[0].path).toBe('ids')
  })

  test('page by page, newest first, none twice', async () => {
    const { made } = await withNotices()
    const first = await pageOf(made.applicant.token, '?limit=1')
    const second = await pageOf(made.applicant.token, `?limit=1&cursor=${first.nextCursor ?? ''}`)
    expect([...first.items, ...second.items].map(({ event }) => event)).toEqual(['visitSet', 'accepted'])
    expect(second.nextCursor).toBeNull()
    const wrong = app.http.get(`${pathOf('listNotices')}?cursor=abc`).set('Authorization', made.applicant.token)
    expect((await wrong.expect(400)).body.error.code).toBe('cursorInvalid')
  })
})
