/** Keeps the town as it is: notices what a call changed and puts it back, so that every call finds the same things. */
import mongoose from 'mongoose'

const { BSON } = mongoose.mongo
/** What only records that something happened is nobody's thing. */
const RECORDS = [
  'auditEntries', 'auditHeads', 'dataKeys', 'guessCounts', 'signInCounts', 'serials', 'photos.files', 'photos.chunks',
  'privacyConsents'
]

/** The bytes of every document of a collection. */
type Kept = ReadonlySet<string>

export class Stillness {
  private constructor(private readonly kept: ReadonlyMap<string, Kept>) {}

  /** As it is now. */
  static async of(): Promise<Stillness> {
    const names = (await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray())
      .map(({ name }) => name)
      .filter(name => !RECORDS.includes(name))
    return new Stillness(new Map(await Promise.all(names.map(async name => [name, await read(name)] as const))))
  }

  /** Puts everything back. @returns what had changed, as collection and id */
  async restore(): Promise<string[]> {
    const changed = await Promise.all([...this.kept].map(([name, kept]) => restoreOne(name, kept)))
    return changed.flat()
  }
}

/** Bytes are compared as they come: opening them all would cost more than the call that is looked at. */
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

/** Whether an act is in the audit's chain already is the audit's own affair. */
function alike(one: mongoose.mongo.Document | undefined, other: mongoose.mongo.Document | undefined): boolean {
  const bytesOf = ({ auditPending: _, ...document }: mongoose.mongo.Document) => Buffer.from(BSON.serialize(document))
  return one !== undefined && other !== undefined && bytesOf(one).equals(bytesOf(other))
}
