/** Proves the checks of the fuzzing: each fault put into the server on purpose is found by the check meant for it. */
import { buildApp, type TestApp } from '../../setup/app'
import { someOf } from '../../setup/endurance'
import type { Plant } from './plants'
import { fuzz, type FuzzRun } from './run'

const SEED = 7
/** How many bytes may be added between two measurements in a short run without a leak. */
const HEAP_MOST = 6 * 1024 * 1024

let app: TestApp
beforeAll(async () => { app = await buildApp() })
afterAll(() => app.stop())

const run = (plants: Plant[], calls: number, watched = 0): Promise<FuzzRun> =>
  fuzz({ seed: SEED, calls, watched, specs: app.app.endpoints.specs, plants })
const saying = ({ findings }: FuzzRun, words: string): number =>
  findings.filter(({ what, says }) => what.includes(words) || says.includes(words)).length

const PROOFS: [fault: string, prove: () => Promise<void>][] = [
  ['a handler that throws', async () => {
    const { findings, statuses } = await run(['throws'], 300)
    expect(statuses[500]).toBeGreaterThan(0)
    expect(findings.filter(({ what }) => what.includes('answered 500')).length).toBe(statuses[500])
  }],
  ['a handler that writes before it looks', async () => {
    expect(saying(await run(['writesFirst'], 150, 150), 'refused, and yet people changed')).toBeGreaterThan(0)
  }],
  ['a move that is written by half', async () => {
    const { halfWrites } = await run(['halfMove'], 900)
    expect(halfWrites.some(what => /its timeline ends with \w+, its status is \w+/.test(what))).toBe(true)
  }],
  ['a field that nobody promised, an error that is not listed, a log that tells too much', async () => {
    const found = await run(['extraField', 'unlisted', 'tellsLog'], 400)
    const faults = [
      'has fields that the document has not', 'alreadyRated isn\'t in the document for', 'the log tells too much'
    ]
    for (const fault of faults) expect([fault, saying(found, fault) > 0]).toEqual([fault, true])
  }],
  ['something kept of every call', async () => {
    const { memory: [warm, end] } = await run(['leak'], 900)
    expect(end!.heap - warm!.heap).toBeGreaterThan(HEAP_MOST)
  }]
]
/** A proof takes about ten seconds. */
const IN_SHORT = 1
test.each(someOf(PROOFS, IN_SHORT))('%s', async (_, prove) => { await prove() })
