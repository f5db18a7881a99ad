/** Nobody opens the door: taken back, the search for the person, its steps by the clock, its ends. */
import { pathOf } from '../../../src/contract/endpoints'
import type { Contact, SearchPage } from '../../../src/contract/search'
import type { NoticePage } from '../../../src/contract/notice'
import type { ToldRow } from '../../../src/contract/told'
import type { ServiceRequestDetail, SubmitInput } from '../../../src/contract/serviceRequestViews'
import { Person } from '../../../server/people/model'
import { Matter } from '../../../server/matters/model'
import { Notice } from '../../../server/notices/model'
import { AuditEntry } from '../../../server/audit/model'
import { verifyAudit } from '../../../server/audit/verify'
import { beginDueSteps } from '../../../server/matters/searchRounds'
import { passOnStranded } from '../../../server/matters/passOn'
import { cutClosed } from '../../../server/retention/cut'
import { buildFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildInput, getOne, moveBody, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

const PLAIN: Contact = { name: '张桂芳', phone: '0632-8811223', tie: 'neighbour' }
const NEXT = { start: '2026-11-27T09:00:00+08:00', end: '2026-11-27T11:00:00+08:00' }

let app: TestApp
let team: Team
let officer: string
let desk: string
let agent: string
let relative: { token: string; person: KnownPerson }
let neighbour: { token: string; person: KnownPerson }

beforeAll(async () => { app = await buildApp() })
afterAll(() => app.stop())
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  team = await buildTeam()
  ;[officer, desk, agent] = await Promise.all(
    [team.officer, team.dispatcher, team.agent].map(({ phone }) => app.signIn(phone))
  ) as [string, string, string]
  const [daughter, next] = [await buildPerson({ name: '于成霞' }), await buildPerson({ name: '赵守田' })]
  await Person.updateOne({ _id: next._id }, { $set: { villageCode: team.villageCode } })
  relative = { person: daughter, token: await app.signIn(daughter.phone) }
  neighbour = { person: next, token: await app.signIn(next.phone) }
})

const ofNeighbour = (): Contact => ({ name: '赵守田', phone: neighbour.person.phone, tie: 'neighbour' })

/** A visit to an old woman who lives alone, the officer on the way. */
async function atTheDoor(contacts: Contact[] = [ofNeighbour()], more: Partial<SubmitInput> = {}): Promise<string> {
  const mother = await buildFamily(app, relative.token, team, { name: '李秀兰', phone: '13866660001', contacts })
  const input = await buildInput(team, { beneficiary: { id: mother }, specialGroups: ['livesAlone'], ...more })
  const { body } = await postSubmit(app, relative.token, input).expect(201)
  const id = body.id as string
  await act(officer, id, 'accept')
  await setOut(id)
  return id
}

async function setOut(id: string): Promise<void> {
  await act(officer, id, 'schedule', NEXT)
  await act(officer, id, 'setOut')
}

function act(token: string, id: string, action: Parameters<typeof postMove>[3], body: object = {}) {
  return postMove(app, token, id, action, body).expect(200).then(({ body: after }) => after as ServiceRequestDetail)
}

/** Nobody opened twice: the search is under way. */
async function searching(contacts?: Contact[]): Promise<string> {
  const id = await atTheDoor(contacts)
  await act(officer, id, 'nobodyHome', { text: '敲门没人', next: NEXT })
  await setOut(id)
  await act(officer, id, 'nobodyHome', { text: '灯亮着' })
  return id
}

async function say(token: string, id: string, body: object, key = newKey()): Promise<SearchPage> {
  return (await postMove(app, token, id, 'answerSearch', body, key).expect(200)).body as SearchPage
}

async function look(token: string, id: string): Promise<SearchPage> {
  return (await app.http.get(pathOf('getSearch', { id })).set('Authorization', token).expect(200)).body as SearchPage
}

async function told(token: string): Promise<string[]> {
  await app.deps.notices.settled()
  const { body } = await app.http.get(pathOf('listNotices')).set('Authorization', token).expect(200)
  return (body as NoticePage).items.map(({ event }) => event)
}

async function later(minutes: number): Promise<void> {
  app.clock.advance(minutes * 60_000)
  app.deps.notices.look()
  await app.deps.notices.settled()
}

const detail = async (token: string, id: string) =>
  (await getOne(app, token, id).expect(200)).body as ServiceRequestDetail

describe('the first visit in vain', () => {
  test('another appointment, and everybody hears when she opened after all', async () => {
    const id = await atTheDoor()
    const missed = await act(officer, id, 'nobodyHome', { text: '敲门没人', next: NEXT })
    expect(missed).toMatchObject({ status: 'scheduled', missed: 1, search: null, searching: false })
    app.clock.advance(14 * 60_000)
    const back = await act(officer, id, 'undoNobodyHome')
    expect(back).toMatchObject({ status: 'underway', missed: 0, undoUntil: null, appointment: { start: new Date(NEXT.start).toISOString() } })
    expect(await told(relative.token)).toContain('homeAfterAll')
    expect(await told(neighbour.token)).toEqual([])
    await act(officer, id, 'recordConsent', { agreed: true, words: '2026-11' })
    await act(officer, id, 'finish', { outcome: 'completed' })
  })

  test('not after a while, not twice, not by another', async () => {
    const id = await atTheDoor()
    await act(officer, id, 'nobodyHome', { next: NEXT })
    await postMove(app, desk, id, 'undoNobodyHome').expect(409)
    app.clock.advance(16 * 60_000)
    const { body } = await postMove(app, officer, id, 'undoNobodyHome').expect(409)
    expect(body.error.code).toBe('undoTooLate')
  })

  test('a replay takes back once', async () => {
    const id = await atTheDoor()
    await act(officer, id, 'nobodyHome', { next: NEXT })
    const key = newKey()
    for (let times = 0; times < 2; times++) await postMove(app, officer, id, 'undoNobodyHome', {}, key).expect(200)
    expect((await detail(officer, id)).missed).toBe(0)
  })

  test('needs another appointment', async () => {
    const id = await atTheDoor()
    const { body } = await postMove(app, officer, id, 'nobodyHome', { text: '' }).expect(400)
    expect(body.error.fields[0].path).toBe('next')
  })
})

describe('the search', () => {
  test('begins with the second visit in vain, in the same write', async () => {
    const id = await searching()
    const stored = await Matter.findById(id).lean()
    expect(stored).toMatchObject({ status: 'scheduled', appointment: null, dueAt: new Date(0), precedence: 0 })
    const { steps } = stored!.search!
    expect(steps.map(({ name, from, until }) => [name, from.toISOString(), until?.toISOString() ?? null]))
      .toEqual([
        ['village', '2026-11-24T01:02:00.000Z', '2026-11-24T01:22:00.000Z'],
        ['relative', '2026-11-24T01:22:00.000Z', '2026-11-24T01:37:00.000Z'],
        ['officer', '2026-11-24T01:37:00.000Z', '2026-11-24T02:07:00.000Z'],
        ['desk', '2026-11-24T02:07:00.000Z', null]
      ])
    expect(await told(neighbour.token)).toEqual(['lookForPerson'])
    expect(await told(agent)).toContain('lookForPerson')
    expect(await told(desk)).toContain('searchStarted')
    expect(await told(relative.token)).not.toContain('lookForPerson')
    const { body } = await app.http.get(pathOf('listTold', { id })).set('Authorization', officer).expect(200)
    expect((body.items as ToldRow[]).filter(({ event }) => event === 'lookForPerson').map(({ part, name }) => [part, name]))
      .toEqual(expect.arrayContaining([['helper', '赵守田'], ['staff', team.agent.name]]))
  })

  test('a duty officer who asked for his own mother hears of it as her relative; at the desk the chief hears', async () => {
    relative = { person: team.dispatcher, token: desk }
    await searching()
    expect(await told(desk)).not.toContain('searchStarted')
    expect(await told(await app.signIn(team.chief.phone))).toContain('searchStarted')
  })

  test('begins at once when the officer is worried, also where nobody lives alone', async () => {
    const id = await atTheDoor([], { specialGroups: [] })
    const after = await act(officer, id, 'nobodyHome', { worried: true })
    expect(after).toMatchObject({ searching: true, missed: 1, search: { worried: true } })
    const { body } = await app.http.get(`${pathOf('listServiceRequests')}?role=station`).set('Authorization', desk).expect(200)
    expect(body.items[0]).toMatchObject({ id, searching: true })
  })

  test('does not begin at the second visit to somebody who does not live alone', async () => {
    const id = await atTheDoor([], { specialGroups: ['over80'] })
    await act(officer, id, 'nobodyHome', { next: NEXT })
    await setOut(id)
    await postMove(app, officer, id, 'nobodyHome', {}).expect(400)
    expect((await act(officer, id, 'nobodyHome', { next: NEXT })).searching).toBe(false)
  })

  test.each([
    ['by day', '2026-11-24T10:00:00+08:00'], ['at night', '2026-11-24T23:30:00+08:00'],
    ['on a holiday', '2027-01-01T15:00:00+08:00'], ['on a Sunday', '2026-11-29T08:00:00+08:00']
  ])('climbs %s: village, relative, officer, desk, each told once and at once', async (_, iso) => {
    const id = await atTheDoor()
    app.clock.set(iso)
    await act(officer, id, 'nobodyHome', { worried: true })
    await app.deps.notices.settled()
    await later(19)
    expect(await told(relative.token)).not.toContain('lookForPerson')
    await later(2)
    expect(await told(relative.token)).toContain('lookForPerson')
    await later(15)
    expect(await told(officer)).toContain('lookForPerson')
    await later(30)
    expect(await told(desk)).toContain('searchStuck')
    expect(await told(await app.signIn(team.chief.phone))).toContain('searchStuck')
    await later(600)
    for (const [who, event] of [[relative.person, 'lookForPerson'], [team.officer, 'lookForPerson'], [team.dispatcher, 'searchStuck']] as const) {
      expect(await Notice.countDocuments({ matter: id, person: who._id, event })).toBe(1)
    }
    // Nobody waits for the end of the quiet hours.
    const pushed = await Notice.find({ matter: id, event: 'lookForPerson' }).lean()
    for (const { at, push } of pushed) expect(push.after.getTime() - at.getTime()).toBeLessThan(60_000)
    const steps = (await detail(officer, id)).timeline.filter(({ action }) => action === 'searchStep')
    expect(steps.map(({ search, by }) => [search?.step, by.relation])).toEqual(
      [['relative', 'system'], ['officer', 'system'], ['desk', 'system']]
    )
  })

  test('several processes, a pause of hours, a clock set back: each step begins once', async () => {
    const id = await searching()
    app.clock.advance(3 * 3600_000)
    await Promise.all(Array.from({ length: 4 }, () => beginDueSteps(app.deps)))
    app.clock.advance(-3 * 3600_000)
    await beginDueSteps(app.deps)
    const steps = (await detail(officer, id)).timeline.filter(({ action }) => action === 'searchStep')
    expect(steps.map(({ search }) => search?.step)).toEqual(['relative', 'officer', 'desk'])
  })

  test('a process that died before it told anybody: the next round tells, and nobody twice', async () => {
    const id = await searching()
    await app.deps.notices.settled()
    app.clock.advance(21 * 60_000)
    // The step has begun, and nothing was delivered.
    await beginDueSteps(app.deps)
    expect(await Notice.countDocuments({ matter: id, person: relative.person._id, event: 'lookForPerson' })).toBe(0)
    await later(0)
    await later(1)
    expect(await Notice.countDocuments({ matter: id, person: relative.person._id, event: 'lookForPerson' })).toBe(1)
  })

  test('nobody of the village is known: the relative is asked at once', async () => {
    await Person.updateOne({ _id: team.agent._id }, { $set: { active: false } })
    await groundChanged()
    await searching([])
    expect(await told(relative.token)).toContain('lookForPerson')
  })
})

describe('answers', () => {
  test('the first “seen” stops the others, tells them, and puts the matter back in its place', async () => {
    const id = await searching()
    const page = await say(neighbour.token, id, { answer: 'seen', text: '在菜地里' })
    expect(page.search.ended).toMatchObject({ how: 'seen', kind: 'neighbour' })
    expect(await told(agent)).toContain('searchEnded')
    expect(await told(desk)).toContain('searchEnded')
    expect(await told(officer)).toContain('searchEnded')
    await later(600)
    expect(await told(relative.token)).not.toContain('lookForPerson')
    const after = await detail(officer, id)
    expect(after).toMatchObject({ searching: false, missed: 2, status: 'scheduled' })
    expect((await Matter.findById(id).lean())!.dueAt.getTime()).toBeGreaterThan(0)
    await act(officer, id, 'schedule', { start: '2026-11-28T09:00:00+08:00', end: '2026-11-28T11:00:00+08:00' })
  })

  test.each([
    ['away', { answer: 'away', text: '闺女接走了', until: '2026-12-01' }, { how: 'away', until: '2026-12-01' }],
    ['120 called', { answer: 'emergency', called: '120' }, { how: 'emergency', called: '120' }]
  ])('ends by: %s', async (_, body, ended) => {
    const id = await searching()
    expect((await say(officer, id, body)).search.ended).toMatchObject(ended)
  })

  test.each([
    [{ answer: 'away', text: '走了' }, 'until'], [{ answer: 'away', until: '2026-11-23' }, 'until'],
    [{ answer: 'emergency' }, 'called'], [{ answer: 'skip' }, 'text'],
    [{ answer: 'seen', seenAt: '2026-11-24T12:00:00+08:00' }, 'seenAt'],
    [{ answer: 'seen', seenAt: '2026-11-24T08:00:00+08:00' }, 'seenAt'], [{ answer: 'seen', whom: 'nobody' }, 'whom']
  ])('%p is refused at %s', async (body, path) => {
    const id = await searching()
    const { body: answer } = await postMove(app, officer, id, 'answerSearch', body).expect(400)
    expect(answer.error.fields[0].path).toBe(path)
  })

  test('“going” and “not reached” end nothing; when nobody of a step reached her, the next is told at once', async () => {
    const id = await searching()
    expect((await say(neighbour.token, id, { answer: 'going' })).search.ended).toBeNull()
    expect((await say(neighbour.token, id, { answer: 'unreached' })).search.ended).toBeNull()
    expect(await told(relative.token)).not.toContain('lookForPerson')
    await say(agent, id, { answer: 'unreached' })
    expect(await told(relative.token)).toContain('lookForPerson')
  })

  test('a contact with a plain phone is called: the officer says what came of it', async () => {
    const id = await searching([{ ...PLAIN, phone: '０６３２ 8811223' }])
    const { search } = await look(officer, id)
    const [asked] = search.steps[0]!.people
    expect(asked).toMatchObject({ kind: 'neighbour', name: '张桂芳', phone: '06328811223', inApp: false })
    expect((await say(officer, id, { answer: 'unreached', whom: asked!.key })).search.steps[0]!.people[0]!.answer).toBe('unreached')
    expect((await say(desk, id, { answer: 'seen', whom: asked!.key })).search.ended).toMatchObject({ who: '张桂芳', kind: 'neighbour' })
  })

  test('an account with the number of a contact, but of another village, is called and sees nothing', async () => {
    await Person.updateOne({ _id: neighbour.person._id }, { $set: { villageCode: null } })
    const id = await searching()
    expect(await told(neighbour.token)).toEqual([])
    await app.http.get(pathOf('getSearch', { id })).set('Authorization', neighbour.token).expect(404)
    await postMove(app, neighbour.token, id, 'answerSearch', { answer: 'seen' }).expect(404)
  })

  test('a changed number of a contact counts from the next search on, and the old holder hears nothing', async () => {
    const id = await atTheDoor([{ ...PLAIN, phone: '13877770001' }])
    const { items } = (await app.http.get(pathOf('listBeneficiaries')).set('Authorization', relative.token).expect(200)).body
    await app.http.patch(pathOf('updateBeneficiary', { id: items[0].id })).set('Authorization', relative.token)
      .send({ contacts: [ofNeighbour()] }).expect(200)
    await act(officer, id, 'nobodyHome', { worried: true })
    expect((await look(officer, id)).search.steps[0]!.people.map(({ name }) => name)).toEqual(['赵守田', team.agent.name])
    expect(await told(neighbour.token)).toEqual(['lookForPerson'])
  })

  test('whom the relative named for this matter is asked, although the family list has nobody', async () => {
    const id = await atTheDoor([])
    await act(relative.token, id, 'nameContacts', { contacts: [ofNeighbour()] })
    await act(officer, id, 'nobodyHome', { text: '敲门没人', next: NEXT })
    await setOut(id)
    await act(officer, id, 'nobodyHome', { text: '灯亮着' })
    expect((await detail(relative.token, id)).contacts.map(({ name }) => name)).toEqual(['赵守田'])
    expect(await told(neighbour.token)).toEqual(['lookForPerson'])
  })

  test('a family member who has become another person gives nobody to ask', async () => {
    const id = await atTheDoor()
    const { items } = (await app.http.get(pathOf('listBeneficiaries')).set('Authorization', relative.token).expect(200)).body
    await app.http.patch(pathOf('updateBeneficiary', { id: items[0].id })).set('Authorization', relative.token)
      .send({ name: '王桂英', contacts: [PLAIN] }).expect(200)
    await act(officer, id, 'nobodyHome', { worried: true })
    expect((await look(officer, id)).search.steps[0]!.people[0]).toMatchObject({ name: '赵守田' })
  })

  test('a step is skipped only with a reason, which the desk hears', async () => {
    const id = await searching()
    await postMove(app, neighbour.token, id, 'answerSearch', { answer: 'skip', text: '不等' }).expect(403)
    await say(officer, id, { answer: 'skip', text: '邻居都赶集去了' })
    expect(await told(desk)).toContain('searchSkipped')
    expect(await told(relative.token)).toContain('lookForPerson')
    expect((await detail(desk, id)).timeline.at(-2)).toMatchObject({ action: 'answerSearch', text: '邻居都赶集去了' })
  })

  test('two at once: one ends it, the other is told how it stands; a repeated tap is one answer', async () => {
    const id = await searching()
    const key = newKey()
    const pages = await Promise.all([
      say(neighbour.token, id, { answer: 'seen' }), say(agent, id, { answer: 'seen' }),
      say(neighbour.token, id, { answer: 'unreached' }, key)
    ])
    await say(neighbour.token, id, { answer: 'unreached' }, key)
    const ended = (await look(officer, id)).search.ended!
    expect(pages.filter(({ search }) => search.ended !== null).length).toBeGreaterThanOrEqual(2)
    const after = await detail(officer, id)
    expect(after.timeline.filter(({ action }) => action === 'answerSearch')).toHaveLength(3)
    expect(['neighbour', 'agent']).toContain(ended.kind)
  })

  test('an answer after the end is recorded and changes nothing', async () => {
    const id = await searching()
    await say(officer, id, { answer: 'seen' })
    const before = await look(officer, id)
    const page = await say(neighbour.token, id, { answer: 'away', text: '赶集', until: '2026-11-25' })
    expect(page.search.ended!.how).toBe('seen')
    expect((await look(officer, id)).search).toEqual(before.search)
    expect((await detail(officer, id)).timeline.at(-1)).toMatchObject({ action: 'answerSearch', text: '赶集' })
    app.clock.advance(25 * 3600_000)
    await app.http.get(pathOf('getSearch', { id })).set('Authorization', neighbour.token).expect(404)
  })

  test('nobody fills the matter up with answers; what ends the search is taken all the same', async () => {
    const id = await searching()
    for (let times = 0; times < 40; times++) await say(neighbour.token, id, { answer: 'going' })
    await postMove(app, neighbour.token, id, 'answerSearch', { answer: 'going' }).expect(429)
    await say(agent, id, { answer: 'going' })
    expect((await say(neighbour.token, id, { answer: 'seen' })).search.ended).toMatchObject({ how: 'seen' })
    await postMove(app, neighbour.token, id, 'answerSearch', { answer: 'going' }).expect(429)
  })

  test('nobody answers where nobody was looked for', async () => {
    const id = await atTheDoor()
    const { body } = await postMove(app, officer, id, 'answerSearch', { answer: 'seen' }).expect(409)
    expect(body.error.code).toBe('noSearch')
    await app.http.get(pathOf('getSearch', { id })).set('Authorization', officer).expect(404)
  })
})

describe('the end', () => {
  test.each([
    ['an answer', (id: string) => say(officer, id, { answer: 'seen' }), 'searchEnded'],
    ['the report taken back', (id: string) => act(officer, id, 'undoNobodyHome'), 'homeAfterAll']
  ])('the chief, who was told that she is not found, hears of it: %s', async (_, ends, event) => {
    const id = await searching()
    await later(70)
    const chief = await app.signIn(team.chief.phone)
    expect(await told(chief)).toContain('searchStuck')
    await ends(id)
    expect(await told(chief)).toContain(event)
  })

  test('somebody of the desk who is the relative hears as the relative, when it is her turn', async () => {
    relative = { person: team.dispatcher, token: desk }
    const id = await searching()
    expect(await told(desk)).not.toContain('searchStarted')
    await later(21)
    expect(await told(desk)).toContain('lookForPerson')
    await later(60)
    expect(await told(desk)).not.toContain('searchStuck')
    expect(await Notice.countDocuments({ matter: id, person: relative.person._id, side: 'staff' })).toBe(0)
  })
})

describe('the matter meanwhile', () => {
  test.each([
    ['cancel', () => relative.token], ['changeTime', () => relative.token], ['schedule', () => officer],
    ['setOut', () => officer], ['withdrawConsent', () => officer]
  ] as const)('%s is refused with a clear word', async (action, by) => {
    const id = await searching()
    const { body } = await postMove(app, by(), id, action, moveBody(action, team)).expect(409)
    expect(body.error).toMatchObject({ code: 'searchOpen', message: expect.stringContaining('正在找人') })
  })

  test('it is taken back even late, when she opens after all', async () => {
    const id = await searching()
    app.clock.advance(50 * 60_000)
    const back = await act(officer, id, 'undoNobodyHome')
    expect(back).toMatchObject({ status: 'underway', missed: 1, searching: false, search: { ended: { how: 'opened' } } })
    expect(await told(neighbour.token)).toContain('homeAfterAll')
  })

  test('given to somebody else, the search goes on with the new one', async () => {
    const id = await searching()
    await act(desk, id, 'reassign', { personId: String(team.backup._id), reason: '他离得近' })
    const backup = await app.signIn(team.backup.phone)
    expect(await told(backup)).toContain('lookForPerson')
    expect((await Matter.findById(id).lean())!.dueAt).toEqual(new Date(0))
    await postMove(app, desk, id, 'decline', moveBody('decline', team)).expect(409)
    await act(backup, id, 'accept')
    await later(21)
    expect(await told(relative.token)).toContain('lookForPerson')
    expect((await say(backup, id, { answer: 'seen', text: '在院里' })).search.ended).toMatchObject({ who: team.backup.name })
  })

  test('handed back, or its assignee has left: the search goes on', async () => {
    const [one, two] = [await searching(), await searching()]
    await act(officer, one, 'handBack', { reason: '我在住院' })
    await Person.updateOne({ _id: team.officer._id }, { $set: { active: false } })
    await groundChanged()
    await passOnStranded(app.deps)
    const backup = await app.signIn(team.backup.phone)
    for (const id of [one, two]) {
      expect(await detail(backup, id)).toMatchObject({ searching: true, assignee: { name: team.backup.name } })
    }
  })

  test('closed later: a late answer is recorded; then the retention removes the people', async () => {
    const id = await searching()
    await say(officer, id, { answer: 'seen' })
    await act(relative.token, id, 'cancel', {})
    await say(neighbour.token, id, { answer: 'going' })
    expect(await cutClosed(Date.parse('2030-12-01T00:00:00Z'), 365, 10, app.deps)).toBeGreaterThan(0)
    const stored = await Matter.findById(id).lean()
    expect(stored).toMatchObject({ contacts: null, search: null })
    expect(stored!.timeline.at(-1)!.by.name).not.toBe('赵守田')
  })
})

describe('who reads what', () => {
  test('a helper sees whom to look for and nothing of the matter; the relative no other names than the own', async () => {
    const id = await searching()
    await act(officer, id, 'nameContacts', { contacts: [{ name: '孙支书', phone: '13877770009', tie: 'villageStaff' }] })
    const page = await look(neighbour.token, id)
    expect(page.person).toMatchObject({ name: '李秀兰' })
    expect(JSON.stringify(page)).not.toMatch(/于成霞|孙支书|13877770009/)
    await getOne(app, neighbour.token, id).expect(404)
    await postMove(app, neighbour.token, id, 'accept').expect(404)
    await app.deps.notices.settled()
    const { body } = await app.http.get(pathOf('listNotices')).set('Authorization', neighbour.token).expect(200)
    expect(body.items[0].matter).toMatchObject({ id, number: '', title: '', beneficiaryName: '李秀兰' })
    await say(neighbour.token, id, { answer: 'going', text: '孙支书也去' })
    const seen = await detail(relative.token, id)
    expect(seen.contacts.map(({ name }) => name)).toEqual(['赵守田'])
    expect(JSON.stringify(seen)).not.toContain('孙支书')
    const elder = await app.signIn((await buildPerson({ phone: '13866660001' })).phone)
    expect(JSON.stringify(await detail(elder, id))).not.toMatch(/孙支书|赵守田/)
    await app.http.get(pathOf('getSearch', { id })).set('Authorization', elder).expect(404)
  })

  test('who was told names the helper as the helper, not as the person looked for', async () => {
    const id = await searching()
    await app.deps.notices.settled()
    const { body } = await app.http.get(pathOf('listTold', { id })).set('Authorization', officer).expect(200)
    const asked = (body.items as ToldRow[]).filter(({ event }) => event === 'lookForPerson')
    expect(asked).toContainEqual(expect.objectContaining({ part: 'helper', name: '赵守田' }))
    expect(asked).not.toContainEqual(expect.objectContaining({ part: 'beneficiary' }))
    const own = await app.http.get(pathOf('listTold', { id })).set('Authorization', relative.token).expect(200)
    expect(JSON.stringify(own.body)).not.toContain('赵守田')
  })

  test('a message in WeChat tells a helper neither number nor service, with which the progress could be asked', async () => {
    const { reminders } = app.deps.settings
    const template = 'template-of-residents'
    app.deps.settings.reminders = {
      resident: { template, fields: { thing1: 'service', character_string3: 'number', thing5: 'hint' } }, staff: null
    }
    await app.http.post(pathOf('recordReminders')).set('Authorization', neighbour.token).set('Idempotency-Key', newKey())
      .send({ answers: [{ template, answer: 'accept' }] }).expect(204)
    const before = app.fakeWechat.messages().length
    const id = await searching()
    await app.deps.notices.settled()
    const sent = app.fakeWechat.messages().slice(before).filter(({ page }) => page === `pages/search/index?id=${id}`)
    app.deps.settings.reminders = reminders
    expect(sent).toHaveLength(1)
    const { number, itemName } = (await Matter.findById(id).lean<{ number: string; itemName: string }>())!
    expect(JSON.stringify(sent)).not.toContain(number)
    expect(JSON.stringify(sent)).not.toContain(itemName)
  })

  test('a helper does not learn the name of the relative who found her', async () => {
    const id = await searching()
    await later(21)
    await say(relative.token, id, { answer: 'seen', text: '在我家' })
    const page = await look(neighbour.token, id)
    expect(page.search.ended).toMatchObject({ how: 'seen', kind: 'relative', who: null })
    expect((await look(officer, id)).search.ended!.who).toBe('于成霞')
  })

  test('names and phones of contacts are sealed in the database', async () => {
    const id = await searching([PLAIN])
    const raw = JSON.stringify(await Matter.collection.findOne({ _id: (await Matter.findById(id))!._id }))
    expect(raw).not.toMatch(/张桂芳|8811223/)
  })

  test('the audit proves every step, those of the system as its own', async () => {
    const id = await searching()
    await later(70)
    await say(neighbour.token, id, { answer: 'seen' })
    await app.deps.audit.settled()
    const entries = await AuditEntry.find({ 'subject.id': id, 'detail.action': { $in: ['searchStep', 'answerSearch'] } })
      .sort({ seq: 1 }).lean()
    expect(entries.map(({ actor }) => [actor.role, actor.relation])).toEqual(
      [['system', 'system'], ['system', 'system'], ['system', 'system'], ['resident', 'helper']]
    )
    const faults: unknown[] = []
    await verifyAudit(app.deps.fields, fault => faults.push(fault))
    expect(faults).toEqual([])
  })
})
