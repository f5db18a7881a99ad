/**
 * Writers that record every acknowledged operation. Each writer owns entries of a ledger and also competes for claims.
 * An unanswered operation may or may not have happened; the outcome of every other operation is known exactly.
 */
import { mongo } from 'mongoose'

export interface Entry {
  _id: string
  code: string
  writer: number
  version: number
  tags: string[]
  at: Date
  history: number[]
  text: string
  length: number
}
export interface Claim { _id: mongo.ObjectId, claim: number, writer: number }
/** A version, or 0 for a missing document. */
type Version = number

/**
 * The required contents of the store: for each entry the acknowledged version and the versions that an unanswered
 * operation may have left.
 */
export class Ledger {
  readonly promised = new Map<string, Version>()
  readonly possible = new Map<string, Version[]>()
  readonly claims = new Map<number, number>()
  acknowledged = 0
  unanswered = 0

  /** Takes the stored state as the acknowledged state. */
  settle(found: Map<string, Version>): void {
    this.possible.clear()
    this.promised.clear()
    for (const [id, version] of found) this.promised.set(id, version)
  }
}

type Operation = (writer: Writer) => Promise<void>

export class Writer {
  private serial = 0
  private readonly mine: string[] = []

  constructor(
    readonly number: number, private readonly round: number, private readonly db: mongo.Db,
    private readonly ledger: Ledger, private readonly dice: () => number, private readonly heard: () => void
  ) {
    for (const [id, version] of ledger.promised) if (version > 0 && id.startsWith(`${number}-`)) this.mine.push(id)
  }

  /** Writes until the connection breaks. */
  async run(): Promise<void> {
    const operations: Operation[] = [
      insertOne, insertOne, insertMany, update, update, update, update, remove, removeMany, claim
    ]
    for (;;) {
      try {
        await (operations[Math.floor(this.dice() * operations.length)] as Operation)(this)
      } catch (thrown) {
        // Errors with a code are answers of the server; here only a broken connection is expected.
        if (!(thrown instanceof mongo.MongoError) || typeof thrown.code === 'number') throw thrown
        this.ledger.unanswered += 1
        return
      }
    }
  }

  get entries(): mongo.Collection<Entry> {
    return this.db.collection<Entry>('ledger')
  }

  get race(): mongo.Collection<Claim> {
    return this.db.collection<Claim>('claims')
  }

  newEntry(): Entry {
    this.serial += 1
    const _id = `${this.number}-${this.round}-${this.serial}`
    return {
      _id, code: `code ${_id}`, writer: this.number, version: 1, tags: ['new', `tag${this.serial % 7}`],
      at: new Date(this.serial), history: [], ...this.text()
    }
  }

  /** A text of any size up to 250 KB, mostly small: on one page, on a few pages, and on many consecutive pages. */
  text(): Pick<Entry, 'text' | 'length'> {
    const length = Math.floor(250_000 ** this.dice())
    return { text: String.fromCodePoint(0x61 + this.serial % 26).repeat(length), length }
  }

  pick(): string | undefined {
    return this.mine[Math.floor(this.dice() * this.mine.length)]
  }

  /** The entries of this writer without the last `kept` ones. */
  allBut(kept: number): string[] {
    return this.mine.slice(0, Math.max(this.mine.length - kept, 0))
  }

  versionOf(id: string): Version {
    return this.ledger.promised.get(id) ?? 0
  }

  /** To be called before a request: the entry may take this version. */
  expects(id: string, version: Version): void {
    this.ledger.possible.set(id, [version])
  }

  /** To be called after an answer: the entry has this version. */
  knows(id: string, version: Version): void {
    this.ledger.possible.delete(id)
    this.ledger.promised.set(id, version)
    if (version === 1) this.mine.push(id)
    if (version === 0) this.mine.splice(this.mine.indexOf(id), 1)
    this.acknowledged()
  }

  acknowledged(): void {
    this.ledger.acknowledged += 1
    this.heard()
  }

  nextClaim(): number {
    return this.ledger.claims.size
  }

  won(number: number): void {
    if (this.ledger.claims.has(number)) throw new Error(`claim ${number} was given twice`)
    this.ledger.claims.set(number, this.number)
    this.acknowledged()
  }
}

async function insertOne(writer: Writer): Promise<void> {
  const entry = writer.newEntry()
  writer.expects(entry._id, 1)
  await writer.entries.insertOne(entry)
  writer.knows(entry._id, 1)
}

async function insertMany(writer: Writer): Promise<void> {
  const entries = Array.from({ length: 20 }, () => writer.newEntry())
  for (const { _id } of entries) writer.expects(_id, 1)
  await writer.entries.insertMany(entries)
  for (const { _id } of entries) writer.knows(_id, 1)
}

async function update(writer: Writer): Promise<void> {
  const id = writer.pick()
  if (!id) return
  const version = writer.versionOf(id)
  writer.expects(id, version + 1)
  const change = {
    $inc: { version: 1 }, $push: { history: version },
    $set: { tags: [`tag${version % 7}`, `writer${writer.number}`], at: new Date(1000 + version), ...writer.text() }
  }
  const after = await writer.entries.findOneAndUpdate({ _id: id, version }, change, { returnDocument: 'after' })
  if (after?.version !== version + 1) throw new Error(`entry ${id} was not at version ${version}`)
  writer.knows(id, version + 1)
}

async function remove(writer: Writer): Promise<void> {
  const id = writer.pick()
  if (!id) return
  writer.expects(id, 0)
  const { deletedCount } = await writer.entries.deleteOne({ _id: id })
  if (deletedCount !== 1) throw new Error(`entry ${id} was not there to be deleted`)
  writer.knows(id, 0)
}

async function removeMany(writer: Writer): Promise<void> {
  const ids = writer.allBut(40)
  if (ids.length === 0) return
  for (const id of ids) writer.expects(id, 0)
  const { deletedCount } = await writer.entries.deleteMany({ _id: { $in: ids } })
  if (deletedCount !== ids.length) throw new Error(`of ${ids.length} entries ${deletedCount} were there to be deleted`)
  for (const id of ids) writer.knows(id, 0)
}

/** Reads all documents slowly and repeatedly until the connection breaks. */
export async function readOn(entries: mongo.Collection<Entry>): Promise<void> {
  try {
    for (;;) {
      let last = ''
      for await (const { _id } of entries.find({}, { projection: { _id: 1 }, batchSize: 20 }).sort({ _id: 1 })) {
        if (_id <= last) throw new Error(`entry ${_id} came after ${last}`)
        last = _id
      }
      // The collection may be empty: the other writers must get their turn.
      await new Promise(resolve => setImmediate(resolve))
    }
  } catch (thrown) {
    if (!(thrown instanceof mongo.MongoError) || typeof thrown.code === 'number') throw thrown
  }
}

/** All writers compete for the same number: the unique index grants it to one of them. */
async function claim(writer: Writer): Promise<void> {
  const number = writer.nextClaim()
  try {
    await writer.race.insertOne({ _id: new mongo.ObjectId(), claim: number, writer: writer.number })
  } catch (thrown) {
    if ((thrown as { code?: number }).code === 11000) return
    throw thrown
  }
  writer.won(number)
}
