/** People without an account: told by text message, and where none reaches them by a call. */
import { pathOf } from '../../../src/contract/endpoints'
import type { PhoneCall } from '../../../src/contract/phoneCall'
import type { ToldRow } from '../../../src/contract/told'
import { BeneficiaryModel } from '../../../server/beneficiaries/model'
import { sealPhone } from '../../../server/beneficiaries/sealing'
import { Matter } from '../../../server/matters/model'
import { placeOf } from '../../../server/matters/sealing'
import { settleCalls } from '../../../server/notices/callers'
import { Notice } from '../../../server/notices/model'
import { PhoneNotice, type StoredPhoneNotice } from '../../../server/notices/phoneModel'
import { textDue } from '../../../server/notices/texts'
import { tellTimed } from '../../../server/notices/timed'
import { Person, Responsibility } from '../../../server/people/model'
import type { TextFailure } from '../../../server/sms/fake'
import { buildPerson, buildTeam, nameFor, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, newKey, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

const MINUTE = 60_000
const VISIT = { start: '2026-11-26T09:00:00+08:00', end: '2026-11-26T11:00:00+08:00' }

let app: TestApp
let team: Team
let officer: string
let agent: string
let serial = 0
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  await Promise.all([Notice.deleteMany({}), PhoneNotice.deleteMany({}), Matter.deleteMany({})])
  team = await buildTeam()
  ;[officer, agent] = await Promise.all([app.signIn(team.officer.phone), app.signIn(team.agent.phone)])
})
afterEach(async () => {
  await app.deps.notices.settled()
  app.fakeSms.behave()
})
afterAll(() => app.stop())

/** A matter of an elder who has a plain phone and no account. */
async function forElder(phone = `1380001${String(++serial).padStart(4, '0')}`): Promise<Case & { phone: string }> {
  const beneficiary = { name: '王秀兰', kinship: 'parent' as const, phone }
  const made = await buildServiceRequest(app, team, { beneficiary, preferredTimes: [] })
  await move(made, 'accept')
  return { ...made, phone }
}
const move = (made: Case, action: Parameters<typeof postMove>[3], body = moveBody(action, team)) =>
  postMove(app, officer, made.id, action, body).expect(200)
const booked = async (...failures: TextFailure[]): Promise<Case & { phone: string }> => {
  const made = await forElder()
  await app.deps.notices.settled()
  app.fakeSms.misbehave(...failures)
  await move(made, 'schedule', VISIT)
  await app.deps.notices.settled()
  return made
}
const texts = (phone: string) => app.fakeSms.texts().filter(one => one.phone === phone)
const events = (phone: string): string[] => texts(phone).map(({ template }) => template.replace('TEXT_', ''))
const phoned = (made: Case) =>
  PhoneNotice.find({ matter: made.id }).sort({ at: 1, _id: 1 }).lean<StoredPhoneNotice[]>()
const calls = async (token: string): Promise<PhoneCall[]> => {
  await app.deps.notices.settled()
  return (await app.http.get(pathOf('listCalls')).set('Authorization', token).expect(200)).body.items as PhoneCall[]
}
const ended = (token: string, { id, tries }: PhoneCall, reached: boolean) =>
  app.http.post(pathOf('recordCall', { id })).set('Authorization', token).send({ reached, tries })
const told = async (token: string, made: Case): Promise<ToldRow[]> => {
  await app.deps.notices.settled()
  return (await app.http.get(pathOf('listTold', { id: made.id })).set('Authorization', token).expect(200)).body.items
}
/** While the site has no gateway. */
async function without<T>(work: () => Promise<T>): Promise<T> {
  const { texts: gateway } = app.deps.settings
  app.deps.settings.texts = null
  try {
    const done = await work()
    await app.deps.notices.settled()
    return done
  } finally {
    app.deps.settings.texts = gateway
  }
}

describe('by text message', () => {
  test('time, change of time, the evening before, the paper: each once, with nothing about her or the service', async () => {
    const made = await booked()
    expect(events(made.phone)).toEqual(['visitSet'])
    await move(made, 'schedule', { start: '2026-11-26T14:00:00+08:00', end: '2026-11-26T15:00:00+08:00' })
    await app.deps.notices.settled()
    app.clock.set('2026-11-25T18:00:00+08:00')
    await Promise.all([tellTimed(app.deps), tellTimed(app.deps)])
    await Promise.all([textDue(app.deps), textDue(app.deps), textDue(app.deps)])
    app.clock.set('2026-11-26T14:10:00+08:00')
    await move(made, 'setOut')
    await move(made, 'recordConsent')
    await move(made, 'finish', { outcome: 'awaitingDocument', papersTaken: [], text: '' })
    await move(made, 'documentReady')
    await app.deps.notices.settled()
    expect(events(made.phone)).toEqual(['visitSet', 'visitMoved', 'visitTomorrow', 'documentReady'])
    expect(texts(made.phone)[1]!.fields).toEqual({ time: '11月26日14:00', what: '上门时间改了', phone: team.officer.phone })
    const stored = await Matter.findById(made.id).lean<{ itemName: string }>()
    for (const secret of ['王秀兰', '村东头', made.number, stored!.itemName]) {
      expect(JSON.stringify(texts(made.phone).map(({ fields }) => fields))).not.toContain(secret)
    }
    expect(await calls(agent)).toEqual([])
  })

  test('not at night: after the quiet hours, and not at all once it is not true any more', async () => {
    const made = await forElder()
    app.clock.set('2026-11-24T22:00:00+08:00')
    await move(made, 'schedule', VISIT)
    await app.deps.notices.settled()
    await move(made, 'schedule', { start: '2026-11-27T09:00:00+08:00', end: '2026-11-27T10:00:00+08:00' })
    await app.deps.notices.settled()
    expect(texts(made.phone)).toEqual([])
    app.clock.set('2026-11-25T07:00:00+08:00')
    await textDue(app.deps)
    expect(events(made.phone)).toEqual(['visitMoved'])
    expect((await phoned(made)).map(({ text }) => text.why)).toEqual(['overtaken', null])
  })

  test('the day of the delivery is told when it is set or moved, and a paper that waits to be told never by the old day', async () => {
    const made = await forElder()
    await move(made, 'schedule', { start: '2026-11-24T10:00:00+08:00', end: '2026-11-24T11:00:00+08:00' })
    for (const action of ['setOut', 'recordConsent'] as const) await move(made, action)
    await move(made, 'finish', { outcome: 'awaitingDocument', papersTaken: [], text: '' })
    app.clock.set('2026-11-24T22:00:00+08:00')
    await move(made, 'documentReady', { papers: ['居民身份证'], day: '2026-11-26' })
    await app.deps.notices.settled()
    await move(made, 'setDelivery', { day: '2026-11-27', text: '' })
    await app.deps.notices.settled()
    const before = texts(made.phone).length
    app.clock.set('2026-11-25T07:00:00+08:00')
    await textDue(app.deps)
    await move(made, 'setDelivery', { day: '2026-11-30', text: '' })
    await app.deps.notices.settled()
    expect(texts(made.phone).slice(before).map(({ template, fields }) => [template, fields.time])).toEqual([
      ['TEXT_documentReady', '另行通知'], ['TEXT_deliverySet', '11月27日'], ['TEXT_deliverySet', '11月30日']
    ])
  })

  test('moved or cancelled between the reminder and its message: no message', async () => {
    const made = await booked()
    app.clock.set('2026-11-25T18:00:00+08:00')
    await tellTimed(app.deps)
    await postMove(app, made.applicant.token, made.id, 'cancel', { reason: '' }).expect(200)
    await app.deps.notices.settled()
    expect(events(made.phone)).toEqual(['visitSet'])
  })

  test('an account that appears before the message leaves: the inbox tells her, no text message does', async () => {
    const made = await forElder()
    app.clock.set('2026-11-24T22:00:00+08:00')
    await move(made, 'schedule', VISIT)
    await app.deps.notices.settled()
    const her = await buildPerson({ name: '王秀兰', phone: made.phone })
    app.clock.set('2026-11-25T07:00:00+08:00')
    await textDue(app.deps)
    expect(texts(made.phone)).toEqual([])
    expect((await Notice.find({ person: her._id }).lean()).map(({ event }) => event)).toEqual(['visitSet'])
  })

  test('a number that her family corrects in the meantime, and one that was taken away', async () => {
    const keeper = await buildPerson()
    const made = await forElder()
    const _id = keeper._id
    const corrected = await sealPhone(app.deps.fields, String(_id), '13800029999')
    await BeneficiaryModel.collection.insertOne({
      _id, owner: keeper._id, name: '王秀兰', kinship: 'parent', ...corrected, address: await app.deps.fields.seal(
        '村东头', { collection: 'beneficiaries', id: String(_id), path: 'address' }), version: 0, consents: []
    } as never)
    await Matter.updateOne({ _id: made.id }, { 'beneficiary.id': _id })
    await move(made, 'schedule', VISIT)
    await app.deps.notices.settled()
    expect(events('13800029999')).toEqual(['visitSet'])
    expect(texts(made.phone)).toEqual([])
    app.clock.set('2026-11-24T22:00:00+08:00')
    await move(made, 'schedule', { start: '2026-11-27T09:00:00+08:00', end: '2026-11-27T10:00:00+08:00' })
    await app.deps.notices.settled()
    await Matter.updateOne({ _id: made.id }, { 'beneficiary.phone': null, 'beneficiary.phoneIndex': null })
    app.clock.set('2026-11-25T07:00:00+08:00')
    await textDue(app.deps)
    expect((await phoned(made)).map(({ text }) => text.why)).toEqual([null, 'noPhone'])
    expect(await calls(agent)).toEqual([])
    await BeneficiaryModel.deleteOne({ _id })
  })
})

describe('when the gateway fails', () => {
  test.each<[string, TextFailure]>([
    ['the answer is lost', { lost: true }], ['200 with an empty body', { raw: '' }], ['200 with {}', { raw: '{}' }],
    ['a server error', { status: 502 }]
  ])('%s: counts as sent, never again, and nobody calls', async (_name, failure) => {
    const made = await booked(failure)
    const before = app.fakeSms.calls()
    app.clock.advance(60 * MINUTE)
    await textDue(app.deps)
    expect(app.fakeSms.calls()).toBe(before)
    expect(await phoned(made)).toMatchObject([{ text: { state: 'sent', why: expect.any(String) as string } }])
    expect(await calls(agent)).toEqual([])
  })

  test.each<[string, TextFailure]>([['busy', { code: 'BUSY' }], ['too many calls', { status: 429 }]])(
    '%s: sent later, once', async (_name, failure) => {
      const made = await booked(failure)
      expect(texts(made.phone)).toEqual([])
      app.clock.advance(3 * MINUTE)
      await Promise.all([textDue(app.deps), textDue(app.deps)])
      expect(events(made.phone)).toEqual(['visitSet'])
    })

  test('busy for long, or the number refused: the agent calls', async () => {
    const busy = await booked(...Array.from({ length: 5 }, () => ({ code: 'BUSY' })))
    for (let time = 0; time < 5; time++) {
      app.clock.advance(20 * MINUTE)
      await textDue(app.deps)
    }
    expect(await phoned(busy)).toMatchObject([{ text: { state: 'gaveUp', why: 'BUSY', tries: 5 }, call: { state: 'due' } }])
    const refused = await booked({ code: 'isv.MOBILE_NUMBER_ILLEGAL' })
    await settleCalls(app.deps)
    expect((await calls(agent)).map(({ phone }) => phone).sort()).toEqual([busy.phone, refused.phone].sort())
  })

  test('a process that died with a message under way: counts as sent', async () => {
    const made = await booked()
    await PhoneNotice.updateOne(
      { matter: made.id }, { 'text.state': 'sending', 'text.after': new Date(app.clock.now()) })
    app.clock.advance(6 * MINUTE)
    await textDue(app.deps)
    expect(events(made.phone)).toEqual(['visitSet'])
    expect(await phoned(made)).toMatchObject([{ text: { state: 'sent', why: 'noAnswerStored' } }])
  })

  test('three of ten calls fail, three processes send at once: nobody gets a message twice', async () => {
    const elders = []
    for (let made = 0; made < 12; made++) elders.push(await forElder())
    await app.deps.notices.settled()
    const ways: TextFailure[] = [{ code: 'BUSY' }, { lost: true }, { raw: '' }, { until: Promise.resolve() }]
    app.fakeSms.misbehave(...Array.from({ length: 40 }, (_, n) => n % 10 < 3 ? ways[n % 4]! : { none: true as const }))
    for (const elder of elders) await move(elder, 'schedule', VISIT)
    await app.deps.notices.settled()
    for (let round = 0; round < 6; round++) {
      app.clock.advance(20 * MINUTE)
      await Promise.all([textDue(app.deps), textDue(app.deps), textDue(app.deps)])
    }
    expect(elders.map(({ phone }) => texts(phone).length)).toEqual(elders.map(() => 1))
  })
})

describe('by a call', () => {
  test('without a gateway, and at a landline: the village’s agent has the call, and is told of it', async () => {
    const made = await without(() => booked())
    expect(await calls(agent)).toMatchObject([{
      event: 'visitSet', name: '王秀兰', phone: made.phone, assigneeName: team.officer.name, tries: 0, desk: false,
      appointment: { start: '2026-11-26T01:00:00.000Z' }
    }])
    expect((await Notice.find({ person: team.agent._id }).lean()).map(({ event }) => event)).toContain('toCall')
    expect(await calls(officer)).toEqual([])
    const landline = await forElder()
    const phone = await app.deps.fields.seal('06328812345', placeOf(landline.id, 'beneficiary.phone'))
    await Matter.updateOne({ _id: landline.id }, { 'beneficiary.phone': phone })
    await move(landline, 'schedule', VISIT)
    expect((await calls(agent)).map(one => one.phone).sort()).toEqual(['06328812345', made.phone].sort())
    expect(await phoned(landline)).toMatchObject([{ text: { state: 'none', why: 'landline' } }])
  })

  test('reached: gone from the list; a repeated tap and a second person change nothing', async () => {
    const made = await without(() => booked())
    const [call] = await calls(agent)
    await ended(officer, call!, true).expect(404)
    await ended(agent, call!, true).expect(204)
    await ended(agent, call!, true).expect(204)
    await ended(agent, call!, false).expect(204)
    expect(await calls(agent)).toEqual([])
    expect(await phoned(made)).toMatchObject([{ call: { state: 'reached', tries: 0 } }])
    const { body } = await ended(agent, { ...call!, tries: -1 }, true).expect(400)
    expect(body.error.fields[0].path).toBe('tries')
  })

  test('not reached: again after two hours, after three attempts the desk, after six nobody', async () => {
    const made = await without(() => booked())
    const desk = await app.signIn(team.dispatcher.phone)
    for (let tries = 0; tries < 3; tries++) {
      const [call] = await calls(agent)
      expect(call).toMatchObject({ tries })
      await ended(agent, call!, false).expect(204)
      // A double tap counts once.
      await ended(agent, call!, false)
      app.clock.advance(2 * 60 * MINUTE)
    }
    expect(await calls(agent)).toEqual([])
    for (let tries = 3; tries < 6; tries++) {
      const [call] = await calls(desk)
      expect(call).toMatchObject({ tries, desk: true })
      await ended(desk, call!, false).expect(204)
    }
    expect([await calls(agent), await calls(desk)]).toEqual([[], []])
    expect((await told(officer, made)).flatMap(({ ways }) => ways).filter(({ way }) => way === 'call'))
      .toMatchObject([{ state: 'notReached' }])
  })

  test('one person calls: another agent when the first is on leave, the assignee where there is none', async () => {
    const second = await buildPerson({ roles: ['resident', 'agent'], stationCode: team.stationCode })
    await nameFor(team.villageCode, 'agent', second, 1)
    const secondToken = await app.signIn(second.phone)
    await without(() => booked())
    expect([await calls(agent), await calls(secondToken)]).toMatchObject([[{}], []])
    await Person.updateOne({ _id: team.agent._id }, { leave: [{ from: '2026-11-24', until: '2026-11-25' }] })
    await groundChanged()
    await settleCalls(app.deps)
    expect([await calls(agent), await calls(secondToken)]).toMatchObject([[], [{}]])
    await Responsibility.deleteMany({ villageCode: team.villageCode, kind: 'agent' })
    await settleCalls(app.deps)
    expect([await calls(secondToken), await calls(officer)]).toMatchObject([[], [{}]])
  })

  test('nobody was home, and then she opened: nobody has to call her about it', async () => {
    const made = await without(async () => {
      const one = await forElder()
      await move(one, 'schedule', { start: '2026-11-24T10:00:00+08:00', end: '2026-11-24T11:00:00+08:00' })
      await move(one, 'setOut')
      await move(one, 'nobodyHome', { text: '', next: VISIT })
      return one
    })
    expect((await calls(agent)).map(({ event }) => event)).toEqual(['nobodyHome'])
    await move(made, 'undoNobodyHome')
    await settleCalls(app.deps)
    expect(await calls(agent)).toEqual([])
    expect(await phoned(made)).toEqual(expect.arrayContaining(
      [expect.objectContaining({ event: 'nobodyHome', call: expect.objectContaining({ state: 'ended' }) as object })]))
  })

  test('an agent whom the matter concerns, or of whom somebody complained, does not get the call', async () => {
    const made = await without(() => booked())
    expect(await calls(agent)).toHaveLength(1)
    await Matter.updateOne({ _id: made.id }, { $push: { handedBackBy: team.agent._id } })
    await settleCalls(app.deps)
    expect([await calls(agent), await calls(officer)]).toMatchObject([[], [{ phone: made.phone }]])
  })

  test('overtaken calls vanish: moved, cancelled, an account since', async () => {
    const [moved, cancelled, joined] = await without(async () => [await booked(), await booked(), await booked()])
    expect(await calls(agent)).toHaveLength(3)
    await postMove(app, cancelled!.applicant.token, cancelled!.id, 'cancel', { reason: '' }).expect(200)
    await buildPerson({ phone: joined!.phone })
    await without(() => move(moved!, 'schedule', { start: '2026-11-27T09:00:00+08:00', end: '2026-11-27T10:00:00+08:00' }))
    expect((await calls(agent)).map(({ event, phone }) => [event, phone])).toEqual([['visitMoved', moved!.phone]])
    app.clock.set('2026-11-27T09:00:00+08:00')
    expect(await calls(agent)).toEqual([])
  })
})

describe('who was told', () => {
  test('staff read everybody and every way; residents their own, and that the staff were told', async () => {
    const made = await booked()
    const rows = await told(officer, made)
    expect(rows.map(({ event, part, name, ways }) => [event, part, name, ways.map(({ way, state }) => `${way}:${state}`)]))
      .toEqual(expect.arrayContaining([
        ['visitSet', 'beneficiary', '王秀兰', ['text:done']],
        ['visitSet', 'applicant', expect.any(String), ['app:unread', 'wechat:off']],
        ['assigned', 'staff', team.officer.name, ['app:unread', 'wechat:off']]
      ]))
    const own = await told(made.applicant.token, made)
    expect(own.map(({ event, part, name, ways }) => [event, part, name, ways.length])).toEqual(expect.arrayContaining([
      ['visitSet', 'applicant', expect.any(String), 2], ['assigned', 'staff', null, 0]
    ]))
    expect(own.some(({ part }) => part === 'beneficiary')).toBe(false)
    expect(JSON.stringify(own)).not.toContain(team.officer.name)
  })

  test('strangers read nothing; a deleted account’s entries are gone', async () => {
    const made = await booked()
    const stranger = await app.signIn((await buildPerson()).phone)
    await app.http.get(pathOf('listTold', { id: made.id })).set('Authorization', stranger).expect(404)
    await postMove(app, made.applicant.token, made.id, 'cancel', { reason: '' }).expect(200)
    await app.http.delete(pathOf('deleteMe')).set('Authorization', made.applicant.token)
      .set('Idempotency-Key', newKey()).expect(204)
    expect((await told(officer, made)).some(({ part }) => part === 'applicant')).toBe(false)
  })
})
