/** Messages in WeChat: what is sent, what is kept back, and what becomes of a message when WeChat fails. */
import { pathOf } from '../../../src/contract/endpoints'
import type { ReminderTemplate } from '../../../src/contract/notice'
import { Notice, type StoredNotice } from '../../../server/notices/model'
import { pushDue } from '../../../server/notices/push'
import { tellTimed } from '../../../server/notices/timed'
import { WECHAT_PATHS } from '../../../server/wechat/client'
import { WechatBinding } from '../../../server/session/model'
import { buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, newKey, postMove, type Case } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const RESIDENT = 'template-of-residents'
const STAFF = 'template-of-staff'
const fields = { thing1: 'service', phrase2: 'event', character_string3: 'number', time4: 'time', thing5: 'hint' } as const
const PATH = WECHAT_PATHS.message
const MINUTE = 60_000
/** A visit two days ahead. */
const LATER = { start: '2026-11-26T09:00:00+08:00', end: '2026-11-26T11:00:00+08:00' }

let app: TestApp
let team: Team
let officer: string
beforeAll(async () => {
  app = await buildApp()
  app.deps.settings.reminders = { resident: { template: RESIDENT, fields }, staff: { template: STAFF, fields } }
})
beforeEach(async () => {
  app.clock.set('2026-11-24T09:02:00+08:00')
  // What earlier tests left due would use up the planned failures.
  await Notice.deleteMany({})
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
afterAll(() => app.stop())

const agree = (token: string, template: string, answer = 'accept', key = newKey()) =>
  app.http.post(pathOf('recordReminders')).set('Authorization', token).set('Idempotency-Key', key)
    .send({ answers: [{ template, answer }] })
async function agreed(token: string, times: number, template = RESIDENT): Promise<void> {
  for (let time = 0; time < times; time++) await agree(token, template).expect(204)
}
const reminders = async (token: string): Promise<ReminderTemplate[]> =>
  (await app.http.get(pathOf('listReminders')).set('Authorization', token).expect(200)).body.items as ReminderTemplate[]
const left = async (token: string): Promise<number> => (await reminders(token)).find(one => one.side === 'resident')!.left
const move = (made: Case, action: Parameters<typeof postMove>[3], body = moveBody(action, team)) =>
  postMove(app, officer, made.id, action, body).expect(200)
const sentTo = async ({ applicant }: Case): Promise<string[]> => {
  await app.deps.notices.settled()
  const bound = await WechatBinding.findOne({ person: applicant.id }).lean()
  const mine = app.fakeWechat.messages().filter(({ openid }) => openid === bound?._id)
  return mine.map(({ fields: told }) => told.phrase2!)
}
const told = async ({ applicant }: Case): Promise<string[]> =>
  (await Notice.find({ person: applicant.id }).lean()).map(({ event }) => event)
const pushes = async ({ applicant }: Case): Promise<Array<StoredNotice['push']>> => {
  await app.deps.notices.settled()
  const mine = await Notice.find({ person: applicant.id }).sort({ at: 1, _id: 1 }).lean<StoredNotice[]>()
  return mine.map(({ push }) => push)
}

describe('sent', () => {
  test('once for each consent, with nothing personal in the message', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 3)
    await move(made, 'accept')
    expect(await sentTo(made)).toEqual(['接办了'])
    await move(made, 'schedule')
    expect(await sentTo(made)).toEqual(['接办了', '约好时间'])
    expect(await left(made.applicant.token)).toBe(1)
    const message = app.fakeWechat.messages().at(-1)!
    expect(message).toMatchObject({
      template: RESIDENT,
      page: `pages/serviceRequests/detail/index?id=${made.id}`,
      fields: { character_string3: made.number, time4: '2026年11月25日 09:00' }
    })
    for (const secret of [team.officer.name, made.applicant.phone, '村东头']) {
      expect(JSON.stringify(message)).not.toContain(secret)
    }
  })

  test('not at all without a consent, without a WeChat account, or to a side without a template', async () => {
    const made = await buildServiceRequest(app, team)
    await move(made, 'accept')
    expect((await pushes(made)).map(({ state, why }) => [state, why])).toEqual([['none', 'noAgreement']])
    await agreed(made.applicant.token, 2)
    await WechatBinding.deleteMany({ person: made.applicant.id })
    await move(made, 'schedule')
    expect((await pushes(made)).at(-1)).toMatchObject({ state: 'none', why: 'noWechat' })
    expect(await left(made.applicant.token)).toBe(2)
  })

  test('the last consent is kept for the visit and the paper', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 1)
    await move(made, 'accept')
    expect(await sentTo(made)).toEqual([])
    await move(made, 'schedule', LATER)
    expect(await sentTo(made)).toEqual([])
    app.clock.set('2026-11-25T18:00:00+08:00')
    await tellTimed(app.deps)
    await pushDue(app.deps)
    expect(await sentTo(made)).toEqual(['明天来'])
    expect(await left(made.applicant.token)).toBe(0)
  })

  test('a time set when the evening before has passed is the last word before the visit: it uses the last consent', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 1)
    app.clock.set('2026-11-24T18:20:00+08:00')
    await move(made, 'accept')
    await move(made, 'schedule')
    expect(await sentTo(made)).toEqual(['约好时间'])
    await tellTimed(app.deps)
    expect(await told(made)).not.toContain('visitTomorrow')
  })

  test('what comes in bulk arrives as one', async () => {
    await agreed(officer, 5, STAFF)
    await app.deps.notices.settled()
    const before = app.fakeWechat.messages().length
    const nudge = app.deps.notices.nudge
    app.deps.notices.nudge = () => undefined
    for (let made = 0; made < 5; made++) await buildServiceRequest(app, team)
    app.deps.notices.nudge = nudge
    nudge()
    await app.deps.notices.settled()
    const sent = app.fakeWechat.messages().slice(before)
    expect(sent.map(({ fields: told, page }) => [told.thing1, page])).toEqual([['5 件事', 'pages/notices/index']])
    expect((await reminders(officer)).find(({ side }) => side === 'staff')!.left).toBe(4)
  })
})

describe('held back', () => {
  test('at night, until the morning; a door that stayed shut is told at once', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 5)
    await move(made, 'accept')
    await move(made, 'schedule')
    await app.deps.notices.settled()
    app.clock.set('2026-11-25T22:10:00+08:00')
    await move(made, 'setOut')
    expect(await sentTo(made)).toEqual(['接办了', '约好时间'])
    const next = { start: '2026-11-26T09:00:00+08:00', end: '2026-11-26T11:00:00+08:00' }
    await move(made, 'nobodyHome', { text: '敲门没人应', next })
    expect(await sentTo(made)).toEqual(['接办了', '约好时间', '没人应门'])
  })

  test('a message that the matter has overtaken is not sent', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 5)
    await move(made, 'accept')
    await app.deps.notices.settled()
    app.clock.set('2026-11-24T23:00:00+08:00')
    await move(made, 'schedule')
    const later = { start: '2026-11-27T14:00:00+08:00', end: '2026-11-27T16:00:00+08:00' }
    await move(made, 'schedule', later)
    app.clock.set('2026-11-25T07:01:00+08:00')
    await pushDue(app.deps)
    expect(await sentTo(made)).toEqual(['接办了', '改了时间'])
    expect((await pushes(made)).map(({ why }) => why)).toEqual([null, 'overtaken', null])
  })
})

describe('when WeChat fails', () => {
  async function failing(...ways: Parameters<typeof app.fakeWechat.misbehave>[1][]): Promise<Case> {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 3)
    await app.deps.notices.settled()
    app.fakeWechat.misbehave(PATH, ...ways)
    await move(made, 'accept')
    await app.deps.notices.settled()
    return made
  }

  test.each([
    ['the answer is lost', { drop: true }],
    ['200 with an empty object', { raw: '{}' }],
    ['200 with an empty body', { raw: '' }],
    ['a gateway’s page', { status: 502 }]
  ] as const)('%s: counts as sent, and is never sent again', async (_name, way) => {
    const made = await failing(way)
    expect(await pushes(made)).toMatchObject([{ state: 'sent', why: expect.any(String) as string }])
    const calls = app.fakeWechat.calls(PATH)
    app.clock.advance(24 * 60 * MINUTE)
    await pushDue(app.deps)
    expect(app.fakeWechat.calls(PATH)).toBe(calls)
    expect(await left(made.applicant.token)).toBe(2)
  })

  test.each([45009, -1])('%d: sent later, once, and the consent is used once', async errcode => {
    const made = await failing({ errcode })
    expect(await pushes(made)).toMatchObject([{ state: 'due', why: String(errcode) }])
    expect(await left(made.applicant.token)).toBe(3)
    await pushDue(app.deps)
    expect(await sentTo(made)).toEqual([])
    app.clock.advance(2 * MINUTE)
    await pushDue(app.deps)
    expect(await sentTo(made)).toEqual(['接办了'])
    expect(await left(made.applicant.token)).toBe(2)
  })

  test('away for days: given up in the end, and the inbox has the notice all the same', async () => {
    const made = await failing(...Array.from({ length: 12 }, () => ({ errcode: -1 })))
    for (let time = 0; time < 12; time++) {
      app.clock.advance(7 * 60 * MINUTE)
      await pushDue(app.deps)
    }
    expect(await pushes(made)).toMatchObject([{ state: 'gaveUp', why: '-1', tries: 12 }])
    expect(await left(made.applicant.token)).toBe(3)
    const { body } = await app.http.get(pathOf('listNotices')).set('Authorization', made.applicant.token).expect(200)
    expect(body.unread).toBe(1)
  })

  test('43101 and an openid that left: nothing more is counted on', async () => {
    const refused = await failing({ errcode: 43101 })
    expect(await pushes(refused)).toMatchObject([{ state: 'gaveUp', why: '43101' }])
    expect(await left(refused.applicant.token)).toBe(0)
    const gone = await failing({ errcode: 40003 })
    expect(await left(gone.applicant.token)).toBe(0)
  })

  test.each([47003, 40037, 41030])('%d: given up, the consent is not used up', async errcode => {
    const made = await failing({ errcode })
    expect(await pushes(made)).toMatchObject([{ state: 'gaveUp', why: String(errcode) }])
    expect(await left(made.applicant.token)).toBe(3)
  })

  test('a token that another process replaced is fetched anew, and the message goes out once', async () => {
    const made = await failing({ errcode: 40001 })
    expect(await sentTo(made)).toEqual(['接办了'])
  })

  test('a process that died after it gave the message to WeChat: the message counts as sent', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 3)
    await move(made, 'accept')
    await app.deps.notices.settled()
    await Notice.updateOne({ person: made.applicant.id }, { 'push.state': 'sending', 'push.after': new Date(app.clock.now()) })
    const calls = app.fakeWechat.calls(PATH)
    app.clock.advance(6 * MINUTE)
    await pushDue(app.deps)
    expect(app.fakeWechat.calls(PATH)).toBe(calls)
    expect(await pushes(made)).toMatchObject([{ state: 'sent', why: 'noAnswerStored' }])
  })

  test('several processes at once send each message once', async () => {
    const made = await buildServiceRequest(app, team)
    await agreed(made.applicant.token, 3)
    await move(made, 'accept')
    await app.deps.notices.settled()
    await Notice.updateOne(
      { person: made.applicant.id }, { 'push.state': 'due', 'push.after': new Date(app.clock.now()), 'push.tries': 0 })
    const calls = app.fakeWechat.calls(PATH)
    await Promise.all(Array.from({ length: 5 }, () => pushDue(app.deps)))
    expect(app.fakeWechat.calls(PATH)).toBe(calls + 1)
  })
})

describe('consents', () => {
  test('a repeated call counts once; a refusal is not asked about for 30 days; unknown templates are ignored', async () => {
    const { applicant: { token } } = await buildServiceRequest(app, team)
    const key = newKey()
    await agree(token, RESIDENT, 'accept', key).expect(204)
    await agree(token, RESIDENT, 'accept', key).expect(204)
    await agree(token, 'template-of-old', 'accept').expect(204)
    expect(await reminders(token)).toEqual([
      { side: 'resident', template: RESIDENT, left: 1, mayAsk: true },
      { side: 'staff', template: STAFF, left: 0, mayAsk: true }
    ])
    await agree(token, RESIDENT, 'reject').expect(204)
    expect((await reminders(token))[0]).toMatchObject({ left: 1, mayAsk: false })
    app.clock.advance(31 * 24 * 60 * MINUTE)
    expect((await reminders(token))[0]).toMatchObject({ mayAsk: true })
  })

  test('many taps at once are all counted, up to a bound', async () => {
    const { applicant: { token } } = await buildServiceRequest(app, team)
    await Promise.all(Array.from({ length: 8 }, () => agree(token, RESIDENT).expect(204)))
    expect(await left(token)).toBe(8)
    await agreed(token, 45)
    expect(await left(token)).toBe(50)
  })

  test('bad input is refused at its field', async () => {
    const { applicant: { token } } = await buildServiceRequest(app, team)
    for (const answers of [[], [{ template: RESIDENT, answer: 'maybe' }], 'accept']) {
      const call = app.http.post(pathOf('recordReminders')).set('Authorization', token).set('Idempotency-Key', newKey())
      const { body } = await call.send({ answers }).expect(400)
      expect(body.error.fields[0].path).toMatch(/^answers/)
    }
  })
})
