/** A kind of matter that exists only in tests goes through the spine: submitted, listed, moved. */
import { randomUUID } from 'node:crypto'
import { Types } from 'mongoose'
import { pathOf } from '../../../src/contract/endpoints'
import { LIMITS } from '../../../src/contract/limits'
import { readNumber } from '../../../src/contract/number'
import { listMatters, type ListQuestion } from '../../../server/matters/list'
import { Matter } from '../../../server/matters/model'
import { moveMatter } from '../../../server/matters/move'
import { findVisible } from '../../../server/matters/relations'
import { sweepAttachments } from '../../../server/attachments/sweep'
import { SERVICE_REQUEST } from '../../../server/serviceRequests/kind'
import { buildPerson, buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildPhoto, getPhoto } from '../../factories/photos'
import { buildInput, buildServiceRequest, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { LOST_THING, presentLostThing, reportLostThing } from './lostThing'
import { keyFor, moveThing, report, viewerFor } from './lostThingCalls'

const HOUR = 3600_000
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

const raw = (id: unknown) => Matter.collection.findOne({ _id: new Types.ObjectId(String(id)) })
const see = async (person: KnownPerson, id: unknown) => {
  const viewer = await viewerFor(app.deps, person._id)
  const call = { kind: LOST_THING.name, id: String(id), by: LOST_THING.visibleTo }
  return presentLostThing(await findVisible(call, viewer, app.clock.now()), viewer, app.deps)
}

describe('submitted', () => {
  test('it goes to the village’s officer under a number of its own; its words are sealed, its plain field is not', async () => {
    const thing = await report(app.deps, team, owner)
    expect(thing).toMatchObject({
      kind: 'lostThing',
      status: 'reported',
      open: true,
      assignee: { person: team.officer._id, level: 'named' },
      routing: [{ cause: 'submit', steps: [{ outcome: 'chosen' }] }]
    })
    expect(readNumber(thing.number)).toBe(thing.number)
    const { number } = await buildServiceRequest(app, team)
    expect(Number(number.split('-')[1])).toBe(Number(thing.number.split('-')[1]) + 1)
    expect(await raw(thing._id)).toMatchObject({
      category: 'wallet',
      description: expect.not.stringContaining('皮夹'),
      remark: null
    })
    expect(await see(owner, thing._id)).toMatchObject({
      description: '黑色皮夹',
      timeline: [{ action: 'submit', text: null }],
      actions: ['tellMore', 'giveUp']
    })
  })

  test('sent again, and five times at once, it is one; another body under the key is refused', async () => {
    const key = newKey()
    const made = await Promise.all(Array.from({ length: 5 }, () => report(app.deps, team, owner, {}, key)))
    expect(new Set(made.map(({ _id }) => String(_id))).size).toBe(1)
    await expect(report(app.deps, team, owner, { category: 'animal' }, key)).rejects.toMatchObject({
      code: 'idempotencyKeyReused'
    })
    expect(await Matter.countDocuments({ 'applicant.person': owner._id })).toBe(1)
  })

  test('a key of another kind’s matter is refused, the same body or not', async () => {
    const key = newKey()
    const { body } = await postSubmit(app, token, await buildInput(team), key).expect(201)
    const { creation } = (await raw(body.id))!
    const input = { villageCode: team.villageCode, category: 'wallet', description: '' } as const
    const context = {
      viewer: await viewerFor(app.deps, owner._id),
      key: { key, bodyHash: creation.bodyHash as string },
      now: app.clock.now(),
      deps: app.deps
    }
    await expect(reportLostThing(input, context)).rejects.toMatchObject({ code: 'idempotencyKeyReused' })

    const other = newKey()
    await report(app.deps, team, owner, {}, other)
    expect((await postSubmit(app, token, await buildInput(team), other).expect(422)).body.error.code).toBe(
      'idempotencyKeyReused'
    )
    expect(await Matter.countDocuments({ 'applicant.person': owner._id })).toBe(2)
  })

  test('what is open is counted over all kinds', async () => {
    await postSubmit(app, token, await buildInput(team)).expect(201)
    const { _id } = await report(app.deps, team, owner)
    const stored = (await raw(_id))!
    await Matter.collection.insertMany(
      Array.from({ length: LIMITS.openMatters - 2 }, (_, n) => ({
        ...stored,
        _id: new Types.ObjectId(),
        number: `990101-${n}`,
        creation: { ...(stored.creation as object), key: randomUUID() },
        auditPending: false
      }))
    )
    await expect(report(app.deps, team, owner)).rejects.toMatchObject({ code: 'tooManyOpen' })
    expect((await postSubmit(app, token, await buildInput(team)).expect(409)).body.error.code).toBe('tooManyOpen')
    await moveThing(app.deps, owner, _id, 'giveUp')
    await report(app.deps, team, owner)
  })
})

describe('listed', () => {
  async function readAll(person: KnownPerson, question: Omit<ListQuestion, 'limit'>): Promise<string[]> {
    const viewer = await viewerFor(app.deps, person._id)
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await listMatters({ ...question, cursor, limit: 2 }, viewer, app.clock.now())
      ids.push(...page.items.map(({ _id }) => String(_id)))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return ids
  }
  const overHttp = async (who: string, query: object) => {
    const { body } = await app.http
      .get(pathOf('listServiceRequests'))
      .query(query)
      .set('Authorization', who)
      .expect(200)
    return (body.items as Array<{ id: string }>).map(({ id }) => id)
  }

  test('both kinds in one inbox in one order, each kind’s own list without the other', async () => {
    const first = (await postSubmit(app, token, await buildInput(team)).expect(201)).body.id as string
    app.clock.advance(60_000)
    const second = String((await report(app.deps, team, owner))._id)
    app.clock.advance(60_000)
    const third = (await postSubmit(app, token, await buildInput(team)).expect(201)).body.id as string
    const urgent = String((await report(app.deps, team, owner, { specialGroups: ['livesAlone'] }))._id)

    expect(await readAll(team.officer, { role: 'inbox', kind: null })).toEqual([urgent, first, second, third])
    expect(await readAll(team.officer, { role: 'inbox', kind: LOST_THING })).toEqual([urgent, second])
    expect(await readAll(team.officer, { role: 'inbox', kind: SERVICE_REQUEST })).toEqual([first, third])
    expect(await readAll(team.dispatcher, { role: 'station', kind: null })).toEqual([urgent, first, second, third])
    expect(new Set(await readAll(owner, { role: 'mine', kind: null }))).toEqual(new Set([urgent, first, second, third]))
    expect(await overHttp(await app.signIn(team.officer.phone), { role: 'inbox' })).toEqual([first, third])
    expect(await overHttp(await app.signIn(team.dispatcher.phone), { role: 'station' })).toEqual([first, third])
    expect(new Set(await overHttp(token, { role: 'mine' }))).toEqual(new Set([first, third]))
  })

  test('a status that ends one kind and not the other is found in both', async () => {
    const request = await buildServiceRequest(app, team)
    await postMove(app, await app.signIn(team.officer.phone), request.id, 'accept').expect(200)
    const thing = await report(app.deps, team, owner)
    await moveThing(app.deps, owner, thing._id, 'giveUp')
    const status = ['accepted']
    expect(new Set(await readAll(team.dispatcher, { role: 'station', kind: null, status }))).toEqual(
      new Set([request.id, String(thing._id)])
    )
    expect(await readAll(team.dispatcher, { role: 'station', kind: LOST_THING, status })).toEqual([String(thing._id)])
    expect(await readAll(team.dispatcher, { role: 'station', kind: null, status: ['nowhere'] })).toEqual([])
  })

  test('at the paths of service requests it isn’t there, nor a service request where lost things are asked for', async () => {
    const { _id } = await report(app.deps, team, owner)
    const id = String(_id)
    const officer = await app.signIn(team.officer.phone)
    for (const [path, who] of [
      ['getServiceRequest', token],
      ['getServiceRequest', officer],
      ['getSlip', token]
    ] as const) {
      await app.http.get(pathOf(path, { id })).set('Authorization', who).expect(404)
    }
    await app.http.post(pathOf('markReceived', { id })).set('Authorization', officer).expect(404)
    await postMove(app, officer, id, 'accept').expect(404)
    await postMove(app, token, id, 'cancel').expect(404)
    const request = await buildServiceRequest(app, team)
    await expect(moveThing(app.deps, team.officer, request.id, 'search')).rejects.toMatchObject({ code: 'notFound' })
    await expect(see(team.officer, request.id)).rejects.toMatchObject({ code: 'notFound' })
    expect(await raw(id)).toMatchObject({ version: 0, handsetAt: null })
    expect(await raw(request.id)).toMatchObject({ version: 0 })
  })
})

describe('moved', () => {
  test('the way of its table: searched for, described, found, searched for again', async () => {
    const { _id } = await report(app.deps, team, owner, { description: '' })
    await moveThing(app.deps, team.officer, _id, 'search')
    await expect(moveThing(app.deps, team.officer, _id, 'find')).rejects.toMatchObject({
      code: 'moveNotAllowed',
      present: { status: 'searching' }
    })
    await moveThing(app.deps, owner, _id, 'tellMore')
    app.clock.advance(HOUR)
    const found = await moveThing(app.deps, team.officer, _id, 'find')
    expect(found).toMatchObject({
      status: 'accepted',
      open: false,
      closedAt: new Date(app.clock.now()),
      offeredTo: [{ person: team.officer._id }],
      version: 3
    })
    expect(JSON.stringify(await raw(_id))).not.toMatch(/两百块|小卖部/)
    expect(await see(owner, _id)).toMatchObject({ foundAt: '村口小卖部', actions: ['searchAgain'] })
    app.clock.advance(HOUR)
    const again = await moveThing(app.deps, owner, _id, 'searchAgain')
    expect(again).toMatchObject({ status: 'reported', open: true, closedAt: null, found: null, acceptedAt: null })
    expect((await see(owner, _id)).timeline.map(({ action }) => action))
      .toEqual(['submit', 'search', 'tellMore', 'find', 'searchAgain'])
  })

  test('refusals are those of its table', async () => {
    const { _id } = await report(app.deps, team, owner)
    const stranger = await buildPerson()
    await expect(moveThing(app.deps, owner, _id, 'search')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(moveThing(app.deps, stranger, _id, 'search')).rejects.toMatchObject({ code: 'notFound' })
    await expect(moveThing(app.deps, team.agent, _id, 'search')).rejects.toMatchObject({ code: 'notFound' })
    await expect(moveThing(app.deps, team.officer, _id, 'find')).rejects.toMatchObject({ code: 'moveNotAllowed' })
    await moveThing(app.deps, owner, _id, 'giveUp')
    app.clock.advance(24 * HOUR + 1)
    await expect(moveThing(app.deps, owner, _id, 'searchAgain')).rejects.toMatchObject({ code: 'reopenTooLate' })
  })

  test('two who take it at once: one has it, the other is told who; to whom it is offered no more, it isn’t there', async () => {
    const { _id } = await report(app.deps, team, owner)
    app.clock.set('2026-11-25T10:02:00+08:00')
    const people = [team.dispatcher, team.chief]
    const taken = await Promise.allSettled(people.map(person => moveThing(app.deps, person, _id, 'search')))
    expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = taken.findIndex(({ status }) => status === 'rejected')
    const winner = people[1 - lost]!
    const { reason } = taken[lost] as PromiseRejectedResult
    expect(reason).toMatchObject({ code: 'alreadyTaken', message: expect.stringContaining(winner.name) })
    await expect(moveThing(app.deps, team.officer, _id, 'search')).rejects.toMatchObject({ code: 'notFound' })
    expect(await raw(_id)).toMatchObject({
      version: 1,
      status: 'searching',
      assignee: { name: winner.name },
      timeline: [{}, { action: 'search' }]
    })
  })

  test('sent again it is answered and not made again; the key of another move or body is refused', async () => {
    const { _id } = await report(app.deps, team, owner)
    const key = newKey()
    for (let n = 0; n < 2; n++) await moveThing(app.deps, team.officer, _id, 'search', {}, key)
    await expect(moveThing(app.deps, owner, _id, 'giveUp', {}, key)).resolves.toMatchObject({
      status: 'accepted',
      version: 2
    })
    await expect(moveThing(app.deps, owner, _id, 'searchAgain', {}, key)).rejects.toMatchObject({
      code: 'idempotencyKeyReused'
    })
    await expect(moveThing(app.deps, team.officer, _id, 'passBack', {}, key)).rejects.toMatchObject({
      code: 'idempotencyKeyReused'
    })
    expect(await raw(_id)).toMatchObject({ version: 2 })
  })

  test('passed back it goes to the next in order, at last to the district’s desk', async () => {
    const { _id } = await report(app.deps, team, owner)
    const order = [[team.officer, team.backup], [team.backup, team.dispatcher], [team.dispatcher, team.chief]] as const
    for (const [person, next] of order) {
      expect(await moveThing(app.deps, person, _id, 'passBack')).toMatchObject({ assignee: { name: next.name } })
    }
    expect(await moveThing(app.deps, team.chief, _id, 'passBack')).toMatchObject({
      assignee: { level: 'districtDesk' }
    })
  })

  test('the move engine takes the moves of the kind it is given', async () => {
    const request = await buildServiceRequest(app, team)
    const { _id } = await report(app.deps, team, owner)
    const call = { viewer: await viewerFor(app.deps, team.officer._id), key: keyFor({}, newKey()), deps: app.deps }
    await expect(
      moveMatter(SERVICE_REQUEST, { action: 'accept', id: String(_id), input: {} }, call)
    ).rejects.toMatchObject({ code: 'notFound' })
    await expect(
      moveMatter(SERVICE_REQUEST, { action: 'accept', id: request.id, input: {} }, call)
    ).resolves.toMatchObject({ status: 'accepted' })
  })
})

test('its photos are seen by those who see the matter: not by a colleague who sees the village’s service requests', async () => {
  const [photo, later, other] = await Promise.all([
    buildPhoto(app, token),
    buildPhoto(app, token),
    buildPhoto(app, token)
  ])
  const { _id, photos } = await report(app.deps, team, owner, { photos: [photo] })
  expect(photos.map(String)).toEqual([photo])
  await moveThing(app.deps, owner, _id, 'tellMore', { photos: [later] })
  await postSubmit(app, token, await buildInput(team, { photos: [other] })).expect(201)
  await expect(report(app.deps, team, owner, { photos: [photo] })).rejects.toMatchObject({ code: 'attachmentUnknown' })
  app.clock.advance(48 * HOUR)
  expect(await sweepAttachments(app.deps)).toBe(0)
  app.clock.set('2026-11-24T09:02:00+08:00')
  const [officer, backup] = [await app.signIn(team.officer.phone), await app.signIn(team.backup.phone)]
  for (const one of [photo, later]) {
    for (const who of [token, officer]) await getPhoto(app, who, one).expect(200)
    await getPhoto(app, backup, one).expect(404)
    await getPhoto(app, backup, one, 'getAttachmentThumbnail').expect(404)
  }
  await getPhoto(app, backup, other).expect(200)
})
