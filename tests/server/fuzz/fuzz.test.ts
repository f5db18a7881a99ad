import { buildApp, type TestApp } from '../../setup/app'
import { endurance, seed } from '../../setup/endurance'
import { fuzz, report, type FuzzRun } from './run'

/** FUZZ_CALLS asks for another number of calls. */
const USUAL_CALLS = endurance({ short: 1500, long: 20_000 })
const CALLS = Number(process.env.FUZZ_CALLS ?? USUAL_CALLS)
/**
 * Rare operations may be missed by chance: calls are added up to this number until each operation has succeeded once.
 */
const MOST_CALLS = 20_000
const WATCHED = Math.min(endurance({ short: 100, long: 400 }), CALLS)
const MB = 1024 * 1024
/**
 * The most bytes by which memory may grow after the first third of the calls, in which caches fill and code is
 * compiled.
 */
const HEAP_MOST = 6 * MB
const RSS_MOST = 96 * MB
/** FUZZ_CALL=<number> with the seed of a run sends one call of that run alone. */
const only = process.env.FUZZ_CALL === undefined ? null : Number(process.env.FUZZ_CALL)

let app: TestApp
let run: FuzzRun
const unreached = (): string[] =>
  app.app.endpoints.specs.map(({ name }) => name as string).filter(name => !run.reached.has(name))
beforeAll(async () => {
  app = await buildApp()
  run = await fuzz({
    seed: seed(),
    calls: CALLS,
    most: Math.max(CALLS, MOST_CALLS),
    watched: WATCHED,
    specs: app.app.endpoints.specs,
    only
  })
  const { statuses, memory } = run
  const megabytes = memory.map(({ heap, rss }) => `${(heap / MB).toFixed(1)}/${(rss / MB).toFixed(0)}`).join(' → ')
  const missed = unreached().join(', ') || 'none'
  process.stdout.write(
    `fuzz: seed ${seed()}, answers ${JSON.stringify(statuses)}, not reached: ${missed}, heap/RSS in MB ${megabytes}\n`
  )
})
afterAll(() => app.stop())

test('every answer is one the document promises: no 5xx, no secret, no stack, Chinese words and a listed code', () => {
  if (run.findings.length > 0) throw new Error(report(run, seed()))
})

test('nothing is half written', () => {
  if (run.halfWrites.length > 0) throw new Error(report(run, seed()))
})

test('the process lives and its memory is flat', () => {
  expect(run.alive).toBe(true)
  const [warm, end] = run.memory
  if (!warm || !end) return expect(only).not.toBeNull()
  expect(end.heap - warm.heap).toBeLessThan(HEAP_MOST)
  expect(end.rss - warm.rss).toBeLessThan(RSS_MOST)
})

test('the calls get in: every operation has had a good answer, and so has a fair part of all calls', () => {
  if (only !== null || CALLS < USUAL_CALLS) return expect(CALLS).toBeGreaterThan(0)
  expect(unreached()).toEqual([])
  const counted = Object.entries(run.statuses)
  const made = counted.reduce((sum, [, count]) => sum + count, 0)
  const good = counted.reduce((sum, [status, count]) => status.startsWith('2') ? sum + count : sum, 0)
  expect(good / made).toBeGreaterThan(0.15)
})
