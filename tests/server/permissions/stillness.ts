/** Keeps the town unchanged: notices what a call changed and restores it, so that every call finds the same things. */
import mongoose from 'mongoose'

const { BSON } = mongoose.mongo
/** Collections that only record that something happened. */
const RECORDS = [
  'auditEntries', 'auditHeads', 'dataKeys', 'guessCounts', 'signInCounts', 'serials', 'photos.files', 'photos.chunks',
  'privacyConsents'
]

/** The bytes of every document of a collection. */
type Kept = ReadonlySet<string>

export class Stillness {
  private constructor(private readonly kept: ReadonlyMap<string, Kept>) {}

  /** Saves the present state. */
  static async of(): Promise<Stillness> {
    const names = (await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray())
      .map(({ name }) => name)
      .filter(name => !RECORDS.includes(name))
    return new Stillness(new Map(await Promise.all(names.map(async name => [name, await read(name)] as const))))
  }

  /** Restores the saved state. @returns what had changed, as collection and id */
  async restore(): Promise<string[]> {
    const changed = await Promise.all([...this.kept].map(([name, kept]) => restoreOne(name, kept)))
    return changed.flat()
  }
}

/** Bytes are compared undecoded: decoding all documents would take longer than the call that is tested. */
async function read(name: string): Promise<Kept> {
  const raw = await mongoose.connection.db!.collection(name).find({}, { raw: true }).toArray() as unknown as Buffer[]
  return new Set(raw.map(bytes => Buffer.from(bytes).toString('latin1')))
}

async function restoreOne(name: string, kept: Kept): Promise<string[]> {
  const present = await read(name)
  const now = opened([...present].filter(bytes => !kept.has(bytes)))
  const before = opened([...kept].filter(bytes => !present.has(bytes)))
  const collection = mongoose.connection.db!.collection(name)
  for (const { _id } of now.values()) await collection.deleteOne({ _id })
  for (const document of before.values()) await collection.insertOne(document)
  return [...new Set([...now.keys(), ...before.keys()])].filter(id => !alike(now.get(id), before.get(id))).map(id =>
    `${name} ${id}`)
}

function opened(all: readonly string[]): Map<string, mongoose.mongo.Document> {
  const documents = all.map(bytes => BSON.deserialize(Buffer.from(bytes, 'latin1')))
  return new Map(documents.map(document => [String(document._id), document]))
}

/** Whether an act has been copied to the audit's chain yet is no effect of the call. */
function alike(one: mongoose.mongo.Document | undefined, other: mongoose.mongo.Document | undefined): boolean {
  const bytesOf = ({ auditPending: _, ...document }: mongoose.mongo.Document) => Buffer.from(BSON.serialize(document))
  return one !== undefined && other !== undefined && bytesOf(one).equals(bytesOf(other))
}
