import { takeTry, type Try } from '../../../server/progress/guessLimit'
import { GuessCount } from '../../../server/progress/model'
import { readSettings } from '../../../server/settings'
import { buildApp, Clock, type TestApp } from '../../setup/app'

const MINUTE = 60_000
const DAY = 24 * 3600_000
const KEY = 'number:x'
const MOST = 3
const settings = readSettings()
settings.progress.lockMinutes = 10
settings.progress.lockMinutesMost = 35

const clock = new Clock()
let app: TestApp
beforeAll(async () => { app = await buildApp({ clock }) })
beforeEach(() => GuessCount.deleteMany({}))
afterAll(() => app.stop())

const take = (key = KEY) => takeTry(key, MOST, { now: clock.now(), deps: { ...app.deps, settings } })

/** An attempt that is let through. */
async function letThrough(): Promise<Try> {
  const taken = await take()
  if ('lockedUntil' in taken) throw new Error(`locked until ${taken.lockedUntil.toISOString()}`)
  return taken
}

async function fail(times: number): Promise<void> {
  for (let tried = 0; tried < times; tried++) await (await letThrough()).failed()
}

const stored = () => GuessCount.findById(KEY).lean().orFail()
const minutesLocked = async () => {
  const taken = await take()
  return 'lockedUntil' in taken ? (taken.lockedUntil.getTime() - clock.now()) / MINUTE : null
}

test('a first try is counted and remembered for a day', async () => {
  await letThrough()
  expect(await stored()).toEqual({
    _id: KEY,
    tries: 1,
    locks: 0,
    lockedUntil: new Date(0),
    expireAt: new Date(clock.now() + DAY)
  })
  clock.advance(MINUTE)
  await letThrough()
  expect(await stored()).toMatchObject({ tries: 2, expireAt: new Date(clock.now() + DAY)
  })
})

test('each key is counted by itself', async () => {
  await fail(MOST)
  expect(await minutesLocked()).toBe(10)
  expect(await take('number:y')).toHaveProperty('failed')
})

test('the last wrong one locks, none before it; the lock begins the count anew and is remembered for a day after its end', async () => {
  await fail(MOST - 1)
  expect(await stored()).toMatchObject({ tries: MOST - 1, locks: 0 })
  await fail(1)
  const lockedUntil = new Date(clock.now() + 10 * MINUTE)
  expect(await stored()).toEqual({
    _id: KEY,
    tries: 0,
    locks: 1,
    lockedUntil,
    expireAt: new Date(lockedUntil.getTime() + DAY)
  })
})

test('while it is locked nothing is counted; from the end of the lock on it is open again', async () => {
  await fail(MOST)
  clock.advance(10 * MINUTE - 1)
  expect(await take()).toHaveProperty('lockedUntil')
  expect(await stored()).toMatchObject({ tries: 0, locks: 1 })
  clock.advance(1)
  await letThrough()
  expect(await stored()).toMatchObject({ tries: 1, locks: 1 })
})

test('every lock lasts twice as long as the one before, up to the longest', async () => {
  const lasted: Array<number | null> = []
  for (let round = 0; round < 4; round++) {
    await fail(MOST)
    const minutes = await minutesLocked()
    lasted.push(minutes)
    clock.advance(minutes! * MINUTE)
  }
  expect(lasted).toEqual([10, 20, 35, 35])
})

test('more at once than are allowed: those beyond it are refused, and lock once', async () => {
  const tries = [await letThrough(), await letThrough(), await letThrough()]
  expect(await take()).toEqual({ lockedUntil: new Date(clock.now() + 10 * MINUTE) })
  for (const one of tries) await one.failed()
  expect(await stored()).toMatchObject({ locks: 1, lockedUntil: new Date(clock.now() + 10 * MINUTE) })
})

test('a right one sets the count back, not the locks; one that does not count is taken off, never below nothing', async () => {
  await fail(MOST)
  clock.advance(10 * MINUTE)
  await fail(2)
  await (await letThrough()).succeeded()
  expect(await stored()).toMatchObject({ tries: 0, locks: 1 })
  await fail(1)
  const one = await letThrough()
  await one.undone()
  expect(await stored()).toMatchObject({ tries: 1, locks: 1 })
  await one.undone()
  await one.undone()
  expect(await stored()).toMatchObject({ tries: 0 })
})

test('after a day of silence all is forgotten, not a moment before', async () => {
  await fail(MOST)
  clock.advance(10 * MINUTE + DAY - 1)
  await fail(MOST)
  expect(await minutesLocked()).toBe(20)
  clock.advance(20 * MINUTE + DAY)
  await letThrough()
  expect(await stored()).toEqual({
    _id: KEY, tries: 1, locks: 0, lockedUntil: new Date(0), expireAt: new Date(clock.now() + DAY)
  })
  await fail(MOST - 1)
  expect(await minutesLocked()).toBe(10)
})

test('of many first tries at once each is counted', async () => {
  const taken = await Promise.all(Array.from({ length: MOST }, () => take()))
  expect(taken.every(one => 'failed' in one)).toBe(true)
  expect(await stored()).toMatchObject({ tries: MOST })
})
