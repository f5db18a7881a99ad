/** Applies one random world to two sides and returns where they differ. */
import { mongo } from 'mongoose'
import type { AnyDoc } from './target'
import type { Change, Question, World } from './fuzzGrammar'

type Things = mongo.Collection<mongo.Document & { _id: number }>
export interface Side { name: string, db: mongo.Db, indexed: boolean }
export interface Counts { worlds: number, questions: number, pipelines: number, changes: number, refused: number }

const { EJSON } = mongo.BSON
const text = (value: unknown): string => EJSON.stringify({ value }, { relaxed: false })
let made = 0

/** A difference in words, or undefined. With `loose`, numbers may differ in type between servers. */
export async function difference(
  world: World, sides: [Side, Side], counts: Counts, loose: boolean
): Promise<string | undefined> {
  made += 1
  const [one, other] = await Promise.all(sides.map(async side => {
    const things: Things = side.db.collection(`fuzz${made}`)
    if (side.indexed) await things.createIndexes(world.indexes.map((index, at) => ({ ...index, name: `i${at}` })))
    return things
  })) as [Things, Things]
  try {
    return await compareAll(world, [one, other], counts, loose)
  } finally {
    await Promise.all([one.drop(), other.drop()])
  }
}

async function compareAll(
  world: World, both: [Things, Things], counts: Counts, loose: boolean
): Promise<string | undefined> {
  counts.worlds += 1
  const kept = await fill(world.docs, both)
  for (const question of world.questions) {
    counts.questions += 1
    const found = await compare(both, things => ask(things, question), loose, counts)
    if (found) return `${text(question)} over ${text(kept)} and ${text(world.indexes)}: ${found}`
  }
  for (const pipeline of world.pipelines) {
    counts.pipelines += 1
    const found =
      await compare(both, async things => sorted(await things.aggregate(pipeline).toArray(), loose), loose, counts)
    if (found) return `${text(pipeline)} over ${text(kept)} and ${text(world.indexes)}: ${found}`
  }
  return changesDiffer(world, both, counts, loose)
}

/** Documents that an index refuses (two arrays) are left out on both sides. */
async function fill(docs: AnyDoc[], both: [Things, Things]): Promise<AnyDoc[]> {
  const refused = new Set<number>()
  for (const things of both) {
    await things.insertMany(docs as { _id: number }[], { ordered: false }).catch((thrown: unknown) => {
      if (!(thrown instanceof mongo.MongoBulkWriteError)) throw thrown
      for (const { index } of thrown.writeErrors as mongo.WriteError[]) refused.add(index)
    })
  }
  if (refused.size > 0) await Promise.all(both.map(things => things.deleteMany({ _id: { $in: [...refused] } })))
  return docs.filter((_doc, at) => !refused.has(at))
}

async function ask(things: Things, { filter, sort, skip, limit, projection }: Question): Promise<unknown> {
  const count = await things.countDocuments(filter)
  if (sort.length === 0) return [count, sorted(await things.find(filter, { projection }).toArray(), false)]
  const order = Object.fromEntries([...sort, ['_id', 1]]) as Record<string, 1 | -1>
  return [count, await things.find(filter, { projection }).sort(order).skip(skip).limit(limit).toArray()]
}

const sorted = (docs: unknown[], loose: boolean): string[] => docs.map(doc => comparable(doc, loose)).sort()

/** Documents as text; between servers the order of fields is ignored. */
function comparable(value: unknown, loose: boolean): string {
  return loose ? JSON.stringify(inOrder(JSON.parse(EJSON.stringify({ value })))) : text(value)
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([name, item]) => [name, inOrder(item)])
  )
}

/**
 * Runs the operation on both sides. Two refusals count as agreement; between two embedded stores their codes must be
 * equal.
 */
async function compare(
  both: [Things, Things], run: (things: Things) => Promise<unknown>, loose: boolean, counts: Counts
): Promise<string | undefined> {
  const [
    one, other
  ] = await Promise.all(both.map(things => run(things).then(value => comparable(value, loose), (thrown: unknown) => {
    if (!(thrown instanceof mongo.MongoServerError)) throw thrown
    counts.refused += 1
    return `refused${loose ? '' : ` ${String(thrown.code)}`}`
  }))) as [string, string]
  return one === other ? undefined : `${one} is not ${other}`
}

async function changesDiffer(
  { changes, docs, indexes }: World, both: [Things, Things], counts: Counts, loose: boolean
): Promise<string | undefined> {
  for (const change of changes) {
    counts.changes += 1
    const [one, other] = await Promise.all(both.map(things => apply(things, change))) as [Outcome, Outcome]
    // An operation that fails half-way stops at another document when another plan was used: such a world ends here.
    if ('refused' in one || 'refused' in other) return undefined
    if (one.changed !== other.changed) {
      return `${text(change)} over ${text(docs)}: ${one.changed} is not ${other.changed}`
    }
    const found = await compare(both, things => things.find().sort({ _id: 1 }).toArray(), loose, counts)
    if (found) return `${text(change)} over ${text(docs)} and ${text(indexes)}: ${found}`
  }
  return undefined
}

type Outcome = { changed: number } | { refused: true }

async function apply(things: Things, { filter, update, kind }: Change): Promise<Outcome> {
  try {
    if (kind === 'delete') return { changed: (await things.deleteMany(filter)).deletedCount }
    if (kind === 'many') return { changed: (await things.updateMany(filter, update)).matchedCount }
    return { changed: Number(await things.findOneAndUpdate(filter, update, { sort: { _id: 1 } }) !== null) }
  } catch (thrown) {
    if (thrown instanceof mongo.MongoServerError) return { refused: true }
    throw thrown
  }
}
