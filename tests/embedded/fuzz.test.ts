/**
 * Differential fuzz. The same question with and without indexes must have the same answer, and the embedded store and
 * the server at MONGODB_URI the same where both know the grammar. FUZZ_RUNS asks for another number of worlds.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { mongo } from 'mongoose'
import { worlds } from './fuzzGrammar'
import { type Counts, type Side, difference } from './fuzzRun'
import { type Mutation, mutatedStore } from './mutatedStore'
import { embeddedTarget } from './target'
import { endurance, seed as seedOfRun, someOf } from '../setup/endurance'

const seed = seedOfRun()
const numRuns = Number(process.env.FUZZ_RUNS ?? endurance({ short: 6, long: 60 }))
/** Making a difference small ends before the test's own time does, in ms. */
const MOST_MS = 1_000_000
const told: Record<string, Counts & { seed: number }> = {}

/** The first difference within `runs` worlds, shrunk, or undefined. */
async function search(
  sides: [Side, Side], common: boolean, runs: number, from = seed, shrink = true
): Promise<{ found: string | undefined, counts: Counts }> {
  const counts: Counts = { worlds: 0, questions: 0, pipelines: 0, changes: 0, refused: 0 }
  let found: string | undefined
  const property = fc.asyncProperty(worlds(common), async world => {
    const one = await difference(world, sides, counts, common)
    found = one ?? found
    return one === undefined
  })
  const { failed, errorInstance } = await fc.check(property, {
    seed: from, numRuns: runs, endOnFailure: !shrink, ...shrink && { interruptAfterTimeLimit: MOST_MS }
  }) as { failed: boolean, errorInstance?: unknown }
  if (failed && !found) throw errorInstance instanceof Error ? errorInstance : new Error('the fuzz broke off')
  return { found: failed ? `seed ${from}: ${found ?? ''}` : undefined, counts }
}

afterAll(() => {
  const directory = process.env.EMBEDDED_REPORT
  if (directory) writeFileSync(join(directory, 'fuzzCounts.json'), JSON.stringify(told, null, 2))
})

it(`an index never changes an answer (seed ${seed}, ${numRuns} worlds)`, async () => {
  const server = await embeddedTarget()
  const sides: [Side, Side] = [
    { name: 'indexed', db: server.db, indexed: true },
    { name: 'scanned', db: server.client.db('scanned'), indexed: false }
  ]
  const { found, counts } = await search(sides, false, numRuns).finally(() => server.close())
  expect(found).toBeUndefined()
  expect(counts.worlds).toBe(numRuns)
  expect(counts.refused).toBeLessThan(counts.questions)
  told['with indexes and without'] = { ...counts, seed }
})

const uri = process.env.MONGODB_URI
const onServer = uri ? it : xit
onServer('the embedded store and the server at MONGODB_URI agree (seed ' +
  `${seed})${uri ? '' : ' (needs MONGODB_URI)'}`, async () => {
  const server = await embeddedTarget()
  const client = await new mongo.MongoClient(uri as string).connect()
  const sides: [Side, Side] = [
    { name: 'embedded', db: server.db, indexed: true },
    { name: 'other', db: client.db(`fuzz_${process.pid}`), indexed: false }
  ]
  const { found, counts } =
    await search(sides, true, numRuns).finally(() => Promise.all([client.close(), server.close()]))
  expect(found).toBeUndefined()
  told['embedded and the independent server'] = { ...counts, seed }
})

const mutations: Record<string, Mutation> = {
  'takes $gte for $gt in an index': {
    file: 'bounds.ts',
    mutation: 'real => ({ rangeOf: (predicates, descending) => real.rangeOf(predicates.map(one => one.operator === ' +
      '"gte" ? { ...one, operator: "gt" } : one), descending) })'
  },
  'believes that any filter implies a partial index': {
    file: 'bounds.ts', mutation: 'real => ({ implies: () => true })'
  },
  'believes that any filter implies a sparse index': {
    file: 'bounds.ts', mutation: 'real => ({ impliesPresence: () => true })'
  },
  'encodes strings so that their order is lost': {
    file: 'keyEncoding.ts',
    mutation: 'real => ({ encodeValue: (value, descending) => real.encodeValue(typeof value === "string" ? ' +
      '[...value].reverse().join("") : value, descending) })'
  },
  'compares numbers the other way round when it sorts': {
    file: 'values.ts',
    mutation: 'real => ({ compareValues: (a, b) => typeof real.numberOf(a) === "number" && typeof real.numberOf(b) ' +
      '=== "number" ? -real.compareValues(a, b) : real.compareValues(a, b) })'
  }
}
it.each(someOf(Object.entries(mutations), 2))('the fuzz finds a store that %s', async (_name, mutation) => {
  const store = await mutatedStore(mutation)
  const sides: [Side, Side] = [
    { name: 'indexed', db: store.db, indexed: true },
    { name: 'scanned', db: store.db.client.db('scanned'), indexed: false }
  ]
  const { found } = await search(sides, false, 400, 1, false).finally(() => store.close())
  expect(found).toContain('is not')
})
