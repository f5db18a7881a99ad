/**
 * What a process keeps in memory of places, catalogue and roster: when it is loaded again, and which calls share a
 * load.
 */
import { GroundCache, GroundWatch } from '../../../server/ground/watch'
import type { GroundVersion } from '../../../server/ground/version'

let clock: number
let stored: GroundVersion
let loads: Array<{ finish(value: string): void; fail(): void }>
let watch: GroundWatch
let cache: GroundCache<string>

beforeEach(() => {
  clock = 0
  stored = { version: 0, changing: false }
  loads = []
  watch = new GroundWatch(() => clock, () => Promise.resolve(stored))
  cache = new GroundCache(watch, () => new Promise((resolve, reject) => {
    loads.push({ finish: resolve, fail: () => reject(new Error('lost')) })
  }))
})

const keep = async (value: string): Promise<void> => {
  const asked = cache.get()
  loads.at(-1)!.finish(value)
  expect(await asked).toBe(value)
}

it('shares one load among calls that come together, and keeps what it brought', async () => {
  const asked = [cache.get(), cache.get()]
  expect(loads).toHaveLength(1)
  loads[0]!.finish('a')
  expect(await Promise.all(asked)).toEqual(['a', 'a'])
  expect(await cache.get()).toBe('a')
  expect(loads).toHaveLength(1)
})

it('loads anew for a newer version, also while a load for the older one is running', async () => {
  const old = cache.get()
  watch.noticed({ version: 1, changing: false })
  const anew = cache.get()
  expect(loads).toHaveLength(2)
  loads[1]!.finish('new')
  loads[0]!.finish('old')
  expect(await Promise.all([old, anew, cache.get()])).toEqual(['old', 'new', 'new'])
})

it('is not led back by an older version that was read earlier and arrives later', async () => {
  watch.noticed({ version: 2, changing: false })
  await keep('second')
  watch.noticed({ version: 1, changing: false })
  expect(await cache.get()).toBe('second')
  watch.noticed({ version: 2, changing: true })
  watch.noticed({ version: 2, changing: false })
  expect(watch.current.changing).toBe(true)
})

it('does not remember a failed load', async () => {
  const failed = cache.get()
  loads[0]!.fail()
  await expect(failed).rejects.toThrow('lost')
  await keep('a')
})

it('loads anew after 10 s, and not a moment earlier', async () => {
  await keep('a')
  clock = 9999
  expect(await cache.get()).toBe('a')
  clock = 10_000
  await keep('b')
})

describe('while the ground is being changed', () => {
  beforeEach(() => watch.noticed({ version: 0, changing: true }))

  it('keeps nothing', async () => {
    await keep('a')
    await keep('b')
    expect(loads).toHaveLength(2)
  })

  it('gives nobody a load that began before he asked; those who wait share the next one', async () => {
    const first = cache.get()
    const [second, third] = [cache.get(), cache.get()]
    expect(loads).toHaveLength(1)
    loads[0]!.finish('first')
    expect(await first).toBe('first')
    await new Promise(setImmediate)
    expect(loads).toHaveLength(2)
    loads[1]!.finish('next')
    expect(await Promise.all([second, third])).toEqual(['next', 'next'])
  })

  it('goes on after a load that failed', async () => {
    const [first, second] = [cache.get(), cache.get()]
    loads[0]!.fail()
    await expect(first).rejects.toThrow('lost')
    await new Promise(setImmediate)
    loads[1]!.finish('next')
    expect(await second).toBe('next')
  })
})

describe('reading the version', () => {
  it('is left out where one was met less long ago than asked for', async () => {
    watch.noticed({ version: 0, changing: false })
    stored = { version: 1, changing: false }
    clock = 2999
    await watch.refresh(3000)
    expect(watch.current.version).toBe(0)
    clock = 3000
    await watch.refresh(3000)
    expect(watch.current.version).toBe(1)
  })

  it('takes an older version for another database where it was read after the newer one was known', async () => {
    watch.noticed({ version: 7, changing: true })
    stored = { version: 3, changing: false }
    await watch.refresh()
    expect(watch.current).toEqual({ version: 3, changing: false })
  })
})
