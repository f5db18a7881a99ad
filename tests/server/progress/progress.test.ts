import supertest from 'supertest'
import fc from 'fast-check'
import { pathOf } from '../../../src/contract/endpoints'
import { readNumber, writeNumber } from '../../../src/contract/number'
import { createApp } from '../../../server/app'
import { Metrics } from '../../../server/health/metrics'
import type { AppError } from '../../../server/errors'
import { askProgress, TooManyGuesses } from '../../../server/progress/askProgress'
import { GuessCount } from '../../../server/progress/model'
import { progressSchema } from '../../../server/progress/schema'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import {
  buildInput, buildServiceRequest, moveBody, postMove, postSubmit, type Case
} from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { endurance } from '../../setup/endurance'

const MINUTE = 60_000
/** The independent server scans all counts at each guess, and blocks other calls meanwhile. */
const GUESSES = endurance({ short: 1000, long: process.env.MONGODB_KIND === 'independent' ? 2000 : 10_000 })
let app: TestApp
let team: Team
beforeAll(async () => {
  app = await buildApp({ trustProxy: true })
  team = await buildTeam()
})
beforeEach(() => GuessCount.deleteMany({}))
afterAll(() => app.stop())

let serial = 0
/** Each call has an address of its own by default, so that only numbers are counted. */
const freshAddress = () => { serial++; return `10.${serial >> 16 & 255}.${serial >> 8 & 255}.${serial & 255}` }
const ask = (number: string, phoneTail: string, address = freshAddress(), http = app.http) =>
  http.post(pathOf('askProgress')).set('X-Forwarded-For', address).send({ number, phoneTail })
const tailOf = ({ applicant }: Case) => applicant.phone.slice(-4)
const wrong = (tail: string, by = 1) => String((Number(tail) + by) % 10000).padStart(4, '0')
/** What a caller sees of an answer, except the call's id. */
const seen = ({ status, body, headers }: supertest.Response) =>
  JSON.stringify([
    status, body.error?.code, body.error?.message, body.error?.fields, headers['retry-after'], headers['cache-control'],
    headers['content-length']
  ])

/** A number of that day that no service request has. */
const unknown = (n: number) => writeNumber('251231', n)

describe('with number and tail', () => {
  test('it says how far it has come, and nothing about a person', async () => {
    const made = await buildServiceRequest(app, team, { remark: '家里有狗' })
    const { body } = await ask(made.number, tailOf(made)).expect(200)
    expect(progressSchema.strict().parse(body)).toBeTruthy()
    expect(body).toMatchObject({
      number: made.number, status: 'assigned', channel: 'homeVisit', waitingOn: null, appointmentDay: null
    })
    const stored = await ServiceRequest.findById(made.id).orFail()
    const told = JSON.stringify(body)
    for (const secret of [
      stored.applicant.name, made.applicant.phone, stored.assignee.name, stored.assignee.phone, '村东头第一家', '家里有狗',
      made.id
    ]) {
      expect(told).not.toContain(secret)
    }
    expect(body.station.phone).toBe('0632-8800000')
  })

  test('the agreed day while there is one, not the hour', async () => {
    const made = await buildServiceRequest(app, team)
    const officer = await app.signIn(team.officer.phone)
    await postMove(app, officer, made.id, 'accept').expect(200)
    await postMove(app, officer, made.id, 'schedule', moveBody('schedule', team)).expect(200)
    const { body } = await ask(made.number, tailOf(made)).expect(200)
    expect(body).toMatchObject({ status: 'scheduled', appointmentDay: '2026-11-25' })
    await postMove(app, made.applicant.token, made.id, 'cancel').expect(200)
    expect((await ask(made.number, tailOf(made)).expect(200)).body).toMatchObject({
      status: 'cancelled', appointmentDay: null
    })
  })

  test('the tail of the person it is for opens it too', async () => {
    const elder = { name: '王五', kinship: 'parent' as const, phone: '13988887777' }
    const made = await buildServiceRequest(app, team, { beneficiary: elder })
    await ask(made.number, '7777').expect(200)
    await ask(made.number, tailOf(made)).expect(200)
  })

  test('a place whose station is missing is a fault of ours, told as one', async () => {
    const made = await buildServiceRequest(app, team)
    await ServiceRequest.updateOne({ _id: made.id }, { $set: { stationCode: '999999999999' } })
    const { body } = await ask(made.number, tailOf(made)).expect(503)
    expect(body.error.code).toBe('unavailable')
    await ServiceRequest.deleteOne({ _id: made.id })
  })

  test('the number as one likes to type it', async () => {
    const made = await buildServiceRequest(app, team)
    const plain = made.number.replaceAll('-', '')
    const full = plain.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    for (const typed of [
      plain, ` ${made.number} `, made.number.replaceAll('-', ' '), made.number.replaceAll('-', '—'), full
    ]) {
      await ask(typed, tailOf(made)).expect(200)
    }
  })

  test('a mistyped number is told by its field before anything is counted', async () => {
    const made = await buildServiceRequest(app, team)
    const last = Number(made.number.slice(-1))
    for (const typed of [
      `${made.number.slice(0, -1)}${(last + 1) % 10}`, '', 'abc', '1'.repeat(40), made.number.slice(0, 8)
    ]) {
      const { status, body } = await ask(typed, '1234')
      expect([status, body.error.code, body.error.fields[0].path]).toEqual([400, 'validationFailed', 'number'])
    }
    for (const tail of ['', '12', '12345', 'abcd', '1 34']) {
      expect((await ask(made.number, tail)).body.error.fields[0].path).toBe('phoneTail')
    }
    expect(await GuessCount.countDocuments()).toBe(0)
  })
})

describe('without it nothing can be learned', () => {
  test('a known and an unknown number answer alike, try by try, into the lock and out of it', async () => {
    const made = await buildServiceRequest(app, team)
    const one = { number: made.number, told: [] as string[] }
    const other = { number: unknown(1), told: [] as string[] }
    for (let tried = 1; tried <= 8; tried++) {
      for (const side of [one, other]) side.told.push(seen(await ask(side.number, wrong(tailOf(made), tried))))
    }
    app.clock.advance(61 * MINUTE)
    for (let tried = 9; tried <= 16; tried++) {
      for (const side of [one, other]) side.told.push(seen(await ask(side.number, wrong(tailOf(made), tried))))
    }
    expect(one.told).toEqual(other.told)
    expect(one.told.map(text => JSON.parse(text)[0] as number)).toEqual([
      404, 404, 404, 404, 404, 429, 429, 429, 404, 404, 404, 404, 404, 429, 429, 429
    ])
    app.clock.set('2026-11-24T09:02:00+08:00')
  })

  test('a locked number says nothing to the right tail either, and lets it in when the time is over', async () => {
    const made = await buildServiceRequest(app, team)
    for (let tried = 1; tried <= 5; tried++) await ask(made.number, wrong(tailOf(made), tried)).expect(404)
    const right = await ask(made.number, tailOf(made)).expect(429)
    expect(seen(right)).toBe(seen(await ask(made.number, wrong(tailOf(made)))))
    expect(right.body.error.code).toBe('tooManyRequests')
    expect(right.body.error.message).toMatch(/^填错的次数太多.*派出所/)
    expect(Number(right.headers['retry-after'])).toBe(3600)
    app.clock.advance(60 * MINUTE)
    await ask(made.number, tailOf(made)).expect(200)
    app.clock.set('2026-11-24T09:02:00+08:00')
  })

  test('the last try allowed locks by itself: the time runs from that try, not from the next', async () => {
    const made = await buildServiceRequest(app, team)
    for (let tried = 1; tried <= 5; tried++) await ask(made.number, wrong(tailOf(made), tried)).expect(404)
    app.clock.advance(30 * MINUTE)
    expect(Number((await ask(made.number, tailOf(made)).expect(429)).headers['retry-after'])).toBe(1800)
    app.clock.advance(30 * MINUTE)
    await ask(made.number, tailOf(made)).expect(200)
    app.clock.set('2026-11-24T09:02:00+08:00')
  })

  test('each lock is twice as long as the one before, up to a day, and all is ' +
    'forgotten after a quiet day', async () => {
    const number = unknown(2)
    const waits: number[] = []
    for (let round = 0; round < 7; round++) {
      for (let tried = 0; tried < 5; tried++) await ask(number, '0000').expect(404)
      const { headers } = await ask(number, '0000').expect(429)
      waits.push(Number(headers['retry-after']) / 60)
      app.clock.advance(Number(headers['retry-after']) * 1000)
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1440, 1440])
    app.clock.advance(25 * 60 * MINUTE)
    for (let tried = 0; tried < 5; tried++) await ask(number, '0000').expect(404)
    expect(Number((await ask(number, '0000').expect(429)).headers['retry-after'])).toBe(3600)
    app.clock.set('2026-11-24T09:02:00+08:00')
  })

  test('of many at once, over two processes, no more than five are judged', async () => {
    const made = await buildServiceRequest(app, team)
    const other = supertest(createApp({ ...app.deps, metrics: new Metrics() }).koa.callback())
    const answers = await Promise.all(Array.from({ length: 24 }, (_, index) =>
      ask(made.number, wrong(tailOf(made), index + 1), freshAddress(), index % 2 ? other : app.http)))
    expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(5)
    expect(answers.every(({ status }) => status === 404 || status === 429)).toBe(true)
    await ask(made.number, tailOf(made)).expect(429)
  })

  test('a right tail sets the count back: one who errs now and then is never locked out', async () => {
    const made = await buildServiceRequest(app, team)
    for (let round = 0; round < 4; round++) {
      for (let tried = 1; tried <= 4; tried++) await ask(made.number, wrong(tailOf(made), tried)).expect(404)
      await ask(made.number, tailOf(made)).expect(200)
    }
  })

  test('one address that goes from number to number is stopped; right ones don’t count', async () => {
    const made = await buildServiceRequest(app, team)
    const address = freshAddress()
    const most = app.deps.settings.progress.triesPerAddress
    for (let tried = 0; tried < most; tried++) {
      await ask(unknown(100 + tried), '1234', address).expect(404)
      if (tried % 10 === 0) await ask(made.number, tailOf(made), address).expect(200)
    }
    const stopped = await ask(made.number, tailOf(made), address).expect(429)
    expect(Number(stopped.headers['retry-after'])).toBe(3600)
    await ask(made.number, tailOf(made)).expect(200)
  })

  test(`${GUESSES} numbers, one guess each: whether it exists shows in no answer`, async () => {
    const known =
      await Promise.all(Array.from({ length: Math.floor(GUESSES / 800) }, () => buildServiceRequest(app, team)))
    const guess = async (number: string, phoneTail: string) => {
      const thrown: unknown = await askProgress({ number, phoneTail }, freshAddress(), {
        now: app.deps.now(),
        deps: app.deps
      }).catch((error: unknown) => error)
      const { code, message, fields, present } = thrown as AppError
      return JSON.stringify([
        code, message, fields, present, thrown instanceof TooManyGuesses ? thrown.lockedUntil : null
      ])
    }
    const answers = new Map<string, number>()
    for (let batch = 0; batch < GUESSES / 100; batch++) {
      const real = known[batch % known.length]!
      const told = await Promise.all(Array.from({ length: 100 }, (_, index) =>
        index === 50
          ? guess(real.number, wrong(tailOf(real), 1 + batch))
          : guess(unknown(1000 + batch * 100 + index), '1234')))
      for (const one of told) answers.set(one, (answers.get(one) ?? 0) + 1)
    }
    // Every real number was tried more than five times; apart from the lock, which unknown numbers have too, all
    // answers are the same.
    expect([...answers.keys()].map(told => JSON.parse(told)[0] as string).sort()).toEqual([
      'notFound', 'tooManyRequests'
    ])
    expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBe(GUESSES)
  })

  test('any course of guesses, right tail never among them, reads the same on both', async () => {
    const elder = await buildPerson()
    const token = await app.signIn(elder.phone)
    const course = fc.array(fc.record({
      tail: fc.integer({ min: 0, max: 9999 }), minutes: fc.constantFrom(0, 0, 0, 30, 61, 1500)
    }), { minLength: 1, maxLength: 14 })
    let round = 0
    await fc.assert(fc.asyncProperty(course, async steps => {
      await GuessCount.deleteMany({})
      const { body } = await postSubmit(app, token, await buildInput(team)).expect(201)
      const number = unknown(20_000 + round++)
      for (const { tail, minutes } of steps) {
        const guess = String(tail).padStart(4, '0') === elder.phone.slice(-4)
          ? wrong(elder.phone.slice(-4))
          : String(tail).padStart(4, '0')
        const [one, other] = [await ask(body.number, guess), await ask(number, guess)].map(seen)
        expect(one).toBe(other)
        app.clock.advance(minutes * MINUTE)
      }
      app.clock.set('2026-11-24T09:02:00+08:00')
      await ServiceRequest.deleteOne({ _id: body.id })
    }), { numRuns: 15 })
  })
})

describe('the number itself', () => {
  test('is read back from whatever was printed, and any one wrong digit or swap of neighbours is noticed', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99_999 }), fc.nat(), (serialOfDay, at) => {
      const number = writeNumber('261124', serialOfDay)
      expect(readNumber(number.replaceAll('-', ''))).toBe(number)
      const digits = [...number.replaceAll('-', '')]
      const place = at % digits.length
      const changed = digits.with(place, String((Number(digits[place]) + 1 + at % 9) % 10)).join('')
      if (changed !== digits.join('')) expect(readNumber(changed)).toBeNull()
    }))
  })
})
