/** Text messages by two processes that are killed at random, to a gateway that fails: each at most once. */
import { once } from 'node:events'
import { join } from 'node:path'
import mongoose, { Types } from 'mongoose'
import { Matter } from '../../../server/matters/model'
import { PhoneNotice, type StoredPhoneNotice } from '../../../server/notices/phoneModel'
import { sealFields } from '../../../server/matters/sealing'
import { phoneIndexOf } from '../../../server/people/sealing'
import { SERVICE_REQUEST } from '../../../server/serviceRequests/kind'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { startFakeSms, type FakeSms, type TextFailure } from '../../../server/sms/fake'
import { plainServiceRequests } from '../../bench/documents'
import { buildApp, type TestApp } from '../../setup/app'
import { dice, seed } from '../../setup/endurance'
import { startChild, type Child } from '../../setup/town'
import { waitFor } from '../../setup/waitFor'
import type { TellingCommands } from './tellingProcess'

const MATTERS = 60
const KILLS = 3
const MINUTE = 60_000

let app: TestApp
let gateway: FakeSms
const chance = dice(12)
beforeAll(async () => {
  app = await buildApp()
  gateway = await startFakeSms()
})
afterAll(async () => {
  await gateway.stop()
  await Matter.deleteMany({})
  await app.stop()
})

const phoneOf = (index: number): string => `1370000${String(index).padStart(4, '0')}`

/** Matters of elders without an account, whose paper is ready. */
async function fill(): Promise<void> {
  const at = new Date(app.clock.now())
  const documents = await plainServiceRequests(0, MATTERS)
  for (const [index, document] of documents.entries()) {
    const told = { at, by: null, entry: null, staff: [], residents: [], beneficiary: true }
    const phone = phoneOf(index)
    Object.assign(document, {
      _id: new Types.ObjectId(), number: `2611${String(index).padStart(6, '0')}-1`, open: true, cutAt: null,
      tellPending: true, toTell: [{ ...told, once: 'entry:0', event: 'documentReady' }]
    })
    const beneficiary = { id: null, name: '某人', kinship: 'parent', phone, phoneIndex: await phoneIndexOf(app.deps.fields, phone) }
    Object.assign(document, await sealFields(app.deps.fields, SERVICE_REQUEST, String(document._id), { beneficiary }))
  }
  await ServiceRequest.collection.insertMany(documents)
}

const ways: TextFailure[] = [{ code: 'BUSY' }, { lost: true }, { raw: '' }, { raw: '{}' }, { status: 502 }, { code: 'NO' }]
function planFailures(): void {
  gateway.behave()
  gateway.misbehave(...Array.from({ length: 300 }, () =>
    chance() < 0.3 ? ways[Math.floor(chance() * ways.length)]! : { none: true as const }))
}

const start = (): Promise<Child<TellingCommands>> => startChild<TellingCommands>(join(__dirname, 'tellingProcess.ts'), {
  env: { TEST_DB_NAME: mongoose.connection.name, SMS_URL: gateway.url }
})
async function kill({ process: running }: Child<TellingCommands>): Promise<void> {
  const ended = once(running, 'exit')
  running.kill('SIGKILL')
  await ended
}
async function tellAndKill(child: Child<TellingCommands>, after: number): Promise<void> {
  const until = gateway.calls() + after
  let working = true
  void child.ask('tell', app.clock.now()).then(() => { working = false }, () => { working = false })
  await waitFor(() => !working || gateway.calls() >= until, { what: 'some messages, or the end of the work' })
  await kill(child)
}

test(`${MATTERS} messages, ${KILLS} times two kills (seed ${seed()}): none twice, the rest are calls`, async () => {
  await fill()
  for (let killed = 0; killed < KILLS; killed++) {
    planFailures()
    const pair = await Promise.all([start(), start()])
    await Promise.all(pair.map(child => tellAndKill(child, Math.ceil(chance() * MATTERS / KILLS))))
  }
  const pair = await Promise.all([start(), start()])
  for (let round = 0; round < 12; round++) {
    app.clock.advance(20 * MINUTE)
    await Promise.all(pair.map(child => child.ask('tell', app.clock.now())))
  }
  await Promise.all(pair.map(kill))

  const received = new Map<string, number>()
  for (const { phone } of gateway.texts()) received.set(phone, (received.get(phone) ?? 0) + 1)
  expect([...received].filter(([, times]) => times > 1)).toEqual([])
  const notices = await PhoneNotice.find().limit(MATTERS * 2).lean<StoredPhoneNotice[]>()
  expect(notices).toHaveLength(MATTERS)
  const states = new Set(notices.map(({ text, call }) => `${text.state}:${call.state}`))
  for (const state of states) expect(['sent:none', 'gaveUp:due']).toContain(state)
  expect(received.size).toBeGreaterThanOrEqual(notices.filter(({ text }) => text.state === 'sent' && !text.why).length)
}, 300_000)
