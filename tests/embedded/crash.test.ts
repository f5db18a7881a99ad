import { rmSync } from 'node:fs'
import { mongo } from 'mongoose'
import { type Child, startChild } from './child'
import { type Claim, type Entry, Ledger, Writer, readOn } from './crashWriters'
import { showResults } from './results'
import { temporaryDirectory } from './target'
import { endurance } from '../setup/endurance'
import { waitFor } from '../setup/waitFor'

const rounds = endurance({ short: 4, long: 20 })
const writers = 16
const usualAnswers = 600
/** At most so many answers come between two kills; CRASH_ANSWERS=30000 makes the longest run there is. */
const answers = Number(process.env.CRASH_ANSWERS ?? usualAnswers)
/** Ends a run that hangs, however slow the machine is. */
const MOST_MS = 1_200_000 + 20 * rounds * answers
const dataDir = temporaryDirectory()
const running = new Set<Child>()
afterAll(async () => {
  for (const child of running) await child.kill()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<Child> {
  const child = await startChild(dataDir)
  running.add(child)
  return child
}

const settings = { retryWrites: false, retryReads: false, serverSelectionTimeoutMS: 500, maxPoolSize: 1 }

/** A client of a newly started process, which may answer slowly; a killed process is not waited for so long. */
function connected(uri: string): Promise<mongo.MongoClient> {
  return waitFor(async () => {
    const client = new mongo.MongoClient(uri, settings)
    return client.connect().catch(async (error: unknown) => {
      await client.close()
      throw error
    })
  }, { what: 'a connection' })
}

async function ask<T>(child: Child, question: (db: mongo.Db) => Promise<T>): Promise<T> {
  const client = await new mongo.MongoClient(child.uri).connect()
  try {
    return await question(client.db('crash'))
  } finally {
    await client.close()
  }
}

/** The indexes that the check covers: unique, compound, multikey and partial. */
async function makeIndexes(db: mongo.Db): Promise<void> {
  await db.collection('ledger').createIndexes([
    { key: { code: 1 }, unique: true }, { key: { writer: 1, at: -1, _id: 1 } }, { key: { tags: 1, version: 1 } },
    { key: { version: 1 }, partialFilterExpression: { version: { $gt: 3 } } }
  ])
  await db.collection('claims').createIndex({ claim: 1 }, { unique: true })
}

/** Runs all writers until the process is killed, some time after this many answers. */
async function writeUntilKilled(child: Child, ledger: Ledger, round: number): Promise<void> {
  const clients = await Promise.all(Array.from({ length: writers }, () => connected(child.uri)))
  let left = 20 + Math.floor(Math.random() * answers)
  let killed = Promise.resolve()
  const heard = (): void => {
    left -= 1
    if (left === 0) setTimeout(() => { killed = child.kill() }, Math.random() * 10)
  }
  const reader = await connected(child.uri)
  try {
    await Promise.all([
      readOn(reader.db('crash').collection<Entry>('ledger')),
      ...clients.map((client, number) =>
        new Writer(number, round, client.db('crash'), ledger, Math.random, heard).run())
    ])
    await killed
  } finally {
    await Promise.all([reader, ...clients].map(client => client.close()))
  }
}

interface Found { lost: number, strange: number, mismatches: number, doubles: number, late: number }

/**
 * Compares the stored documents with the acknowledged ones. An unanswered operation may have happened, but only wholly.
 */
async function check(db: mongo.Db, ledger: Ledger): Promise<Found> {
  const found: Found = { lost: 0, strange: 0, mismatches: 0, doubles: 0, late: 0 }
  const entries = await db.collection<Entry>('ledger').find().hint({ $natural: 1 }).toArray()
  const versions = new Map(entries.map(({ _id, version }) => [_id, version]))
  for (const id of new Set([...ledger.promised.keys(), ...ledger.possible.keys(), ...versions.keys()])) {
    const [promised, there] = [ledger.promised.get(id) ?? 0, versions.get(id) ?? 0]
    if (there === promised) continue
    if (ledger.possible.get(id)?.includes(there)) found.late += 1
    else if (ledger.promised.has(id)) found.lost += 1
    else found.strange += 1
  }
  for (const { version, history, text, length } of entries) {
    if (history.length !== version - 1 || text.length !== length) found.strange += 1
  }
  found.doubles = entries.length - new Set(entries.map(({ code }) => code)).size
  const claims = await db.collection<Claim>('claims').find().hint({ $natural: 1 }).toArray()
  found.doubles += claims.length - new Set(claims.map(one => one.claim)).size
  for (const [number, writer] of ledger.claims) {
    if (claims.find(one => one.claim === number)?.writer !== writer) found.lost += 1
  }
  for (const { claim, writer } of claims) ledger.claims.set(claim, writer)
  for (const name of ['ledger', 'claims']) {
    const { errors } = await db.command({ validate: name }) as unknown as { errors: string[] }
    found.mismatches += errors.length
  }
  ledger.settle(versions)
  return found
}

it(`keeps every acknowledged write through ${rounds} kills under ${writers} writers`, async () => {
  const ledger = new Ledger()
  const rows: number[][] = []
  let child = await start()
  await ask(child, makeIndexes)
  for (let round = 1; round <= rounds; round += 1) {
    const before = { acknowledged: ledger.acknowledged, unanswered: ledger.unanswered }
    await writeUntilKilled(child, ledger, round)
    child = await start()
    const { lost, strange, mismatches, doubles, late } = await ask(child, db => check(db, ledger))
    rows.push([
      round, ledger.acknowledged - before.acknowledged, ledger.unanswered - before.unanswered, late, lost, strange,
      mismatches, doubles
    ])
  }
  expect(await child.stop()).toBe(0)
  const total = (at: number): number => rows.reduce((sum, row) => sum + (row[at] as number), 0)
  showResults(answers === usualAnswers ? 'crash' : 'endurance', {
    title: `SIGKILL at a random moment under ${writers} writers, ${rounds} times on one data directory, at most ` +
      `${answers} answers apart`,
    columns: [
      'round', 'acknowledged', 'unanswered', 'of these written', 'lost', 'not asked for', 'index mismatches',
      'unique violations'
    ],
    rows: [...rows, ['all', ...[1, 2, 3, 4, 5, 6, 7].map(total)]],
    notes: [
      'lost: acknowledged, but absent or older after the restart. unanswered: operations under way when the process ' +
        'was killed; each is there wholly or not at all (an insert of 20 counts by document).',
      'index mismatches: what `validate` finds when it compares every document with every index, both ways.',
      'Entries are from 1 byte to 250 KB long, are changed to another length, deleted singly and by the dozen, while ' +
        'somebody reads them all.',
      'A killed process is not a power cut: what the system had in its own memory survives. The store waits for ' +
        'fdatasync before it answers, which is what a power cut asks for; no test here pulls the plug.'
    ]
  })
  expect([4, 5, 6, 7].map(total)).toEqual([0, 0, 0, 0])
  expect(total(1)).toBeGreaterThan(rounds * 20)
}, MOST_MS)
