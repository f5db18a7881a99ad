/**
 * A burst of events, a WeChat that fails three times in ten, and two processes that are killed at random: each event is
 * in its person's inbox once, and each message is sent at most once or visibly given up.
 */
import { once } from 'node:events'
import { join } from 'node:path'
import mongoose, { Types } from 'mongoose'
import { Matter } from '../../../server/matters/model'
import { Notice, ReminderAgreement, type StoredNotice } from '../../../server/notices/model'
import { Person } from '../../../server/people/model'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { WechatBinding } from '../../../server/session/model'
import { startFakeWechat, type FakeWechat } from '../../../server/wechat/fake'
import type { Misbehaviour } from '../../../server/wechat/misbehaviours'
import { plainServiceRequests } from '../../bench/documents'
import { buildApp, type TestApp } from '../../setup/app'
import { dice, endurance, seed } from '../../setup/endurance'
import { startChild, type Child } from '../../setup/town'
import { waitFor } from '../../setup/waitFor'
import type { TellingCommands } from './tellingProcess'

const MATTERS = endurance({ short: 60, long: 3334 })
/** Events of one matter: to its applicant, to its officer, and to both. */
const EVENTS = ['accepted', 'assigned', 'cancelled'] as const
const KILLS = endurance({ short: 2, long: 12 })
const PATH = '/cgi-bin/message/subscribe/send'
const FIELDS = { character_string1: 'number', phrase2: 'event' } as const
const REMINDERS = {
  resident: { template: 'template-of-residents', fields: FIELDS }, staff: { template: 'template-of-staff', fields: FIELDS }
}
const HOUR = 3600_000
/** Retries end after so many hours of WeChat's failing. */
const ROUNDS_MOST = 60

let app: TestApp
let wechat: FakeWechat
const chance = dice(11)
beforeAll(async () => {
  app = await buildApp()
  wechat = await startFakeWechat({ now: app.clock.now })
})
afterAll(async () => {
  await wechat.stop()
  // The documents of this test are no matters that anybody submitted.
  await Matter.deleteMany({})
  await app.stop()
})

/** Matters of as many applicants and officers, each with the events; people with a WeChat account and consents. */
async function fill(): Promise<void> {
  const documents = await plainServiceRequests(0, MATTERS)
  const at = new Date(app.clock.now())
  const people: Types.ObjectId[] = []
  for (const [index, document] of documents.entries()) {
    const [applicant, officer] = [new Types.ObjectId(), new Types.ObjectId()]
    people.push(applicant, officer)
    const told = { at, by: null, entry: null, beneficiary: false }
    const toTell = EVENTS.map((event, nth) => ({
      ...told, once: `event:${nth}`, event, residents: nth === 1 ? [] : [applicant], staff: nth === 0 ? [] : [officer]
    }))
    Object.assign(document, {
      number: `2611${String(index).padStart(6, '0')}-1`, applicant: { ...document.applicant as object, person: applicant },
      assignee: { ...document.assignee as object, person: officer }, tellPending: true, toTell
    })
  }
  await ServiceRequest.collection.insertMany(documents)
  await Person.insertMany(people.map(_id => ({
    _id, name: '某人', phoneIndex: `burst:${String(_id)}`, roles: ['resident']
  })))
  await WechatBinding.insertMany(people.map(person => ({ _id: `openid-${String(person)}`, person, boundAt: at })))
  await ReminderAgreement.insertMany(people.flatMap(person => (['resident', 'staff'] as const).map(side =>
    ({ _id: `${String(person)}:${side}`, person, side, left: 20, refusedAt: null, keys: [] }))))
}

const ways: Misbehaviour[] = [
  { errcode: -1 }, { errcode: 45009 }, { errcode: 43101 }, { errcode: 47003 }, { drop: true }, { status: 502 },
  { raw: '{}' }
]
/** Plans failures for the next calls: three of ten; the others succeed. */
function planFailures(): void {
  wechat.misbehave(PATH, ...Array.from({ length: 400 }, () =>
    chance() < 0.3 ? ways[Math.floor(chance() * ways.length)]! : { until: Promise.resolve() }))
}

const start = (): Promise<Child<TellingCommands>> =>
  startChild<TellingCommands>(join(__dirname, 'tellingProcess.ts'), {
    env: {
      TEST_DB_NAME: mongoose.connection.name, WECHAT_URL: wechat.url, REMINDERS: JSON.stringify(REMINDERS)
    }
  })

/** Kills the process once this many further messages have arrived at WeChat, or its work is done. */
async function tellAndKill(child: Child<TellingCommands>, after: number): Promise<void> {
  const until = wechat.calls(PATH) + after
  const work = child.ask('tell', app.clock.now()).then(() => 'done' as const, () => 'dead' as const)
  let working = true
  void work.then(() => { working = false })
  await waitFor(() => !working || wechat.calls(PATH) >= until, { what: 'some messages, or the end of the work' })
  await kill(child)
}

/** Asked to stop, a process would drop the database that the others use. */
async function kill({ process: running }: Child<TellingCommands>): Promise<void> {
  const ended = once(running, 'exit')
  running.kill('SIGKILL')
  await ended
}

test(`${MATTERS * EVENTS.length} events, ${KILLS} kills (seed ${seed()}): each in the inbox once, no message twice`, async () => {
  await fill()
  for (let killed = 0; killed < KILLS; killed++) {
    planFailures()
    const pair = await Promise.all([start(), start()])
    await Promise.all(pair.map(child => tellAndKill(child, Math.ceil(chance() * MATTERS / KILLS))))
  }
  const [one, other] = await Promise.all([start(), start()])
  for (let round = 0; round < ROUNDS_MOST; round++) {
    app.clock.advance(HOUR)
    planFailures()
    await Promise.all([one, other].map(child => child.ask('tell', app.clock.now())))
    if (await Notice.countDocuments({ 'push.state': { $in: ['due', 'sending'] } }) === 0) break
  }
  await Promise.all([one, other].map(kill))

  // Each event is with each of its people: two of them have one, the third has two.
  const notices = await Notice.find().limit(MATTERS * 10).lean<StoredNotice[]>()
  expect(notices).toHaveLength(MATTERS * 4)
  expect(await Matter.countDocuments({ tellPending: true })).toBe(0)

  const received = new Map<string, number>()
  for (const { openid, fields } of wechat.messages()) {
    const key = `${openid} ${fields.character_string1!} ${fields.phrase2!}`
    received.set(key, (received.get(key) ?? 0) + 1)
  }
  expect([...received].filter(([, times]) => times > 1)).toEqual([])
  const inState = (state: StoredNotice['push']['state']) => notices.filter(({ push }) => push.state === state)
  expect([...inState('due'), ...inState('sending')]).toEqual([])
  const [sent, gaveUp] = [inState('sent'), inState('gaveUp')]
  expect(Math.min(sent.length, gaveUp.length)).toBeGreaterThan(0)
  for (const { push } of gaveUp) expect(push.why).toMatch(/^-?\d+$/)
  // Of the messages whose answer is known to have come, WeChat has each one.
  expect(received.size).toBeGreaterThanOrEqual(sent.filter(({ push }) => push.why === null).length)
}, 1_200_000)
