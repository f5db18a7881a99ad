/** Keeps the town as it is: notices what a call changed and puts it back, so that every call finds the same things. */
import mongoose from 'mongoose'

const { BSON } = mongoose.mongo
/** What records that something happened changes by itself and is nobody's thing. */
const RECORDS = ['auditEntries', 'auditHeads', 'dataKeys', 'guessCounts', 'signInCounts', 'serials', 'photos.files', 'photos.chunks', 'privacyConsents']
type Stored = Map<string, { document: mongoose.mongo.Document; bytes: Buffer }>

export class Stillness {
  private constructor(private readonly kept: ReadonlyMap<string, Stored>) {}

  /** As it is now. */
  static async of(): Promise<Stillness> {
    const names = (await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).filter(name => !RECORDS.includes(name))
    return new Stillness(new Map(await Promise.all(names.map(async name => [name, await read(name)] as const))))
  }

  /** Puts everything back. @returns what had changed, as collection and id */
  async restore(): Promise<string[]> {
    const changed = await Promise.all([...this.kept].map(([name, kept]) => restoreOne(name, kept)))
    return changed.flat()
  }
}

async function read(name: string): Promise<Stored> {
  const documents = await mongoose.connection.collection(name).find({}).toArray()
  return new Map(documents.map(document => [String(document._id), { document, bytes: bytesOf(document) }]))
}

/** Whether an act is in the audit's chain already is the audit's own affair. */
function bytesOf({ auditPending: _, ...document }: mongoose.mongo.Document): Buffer {
  return Buffer.from(BSON.serialize(document))
}

async function restoreOne(name: string, kept: Stored): Promise<string[]> {
  const collection = mongoose.connection.collection(name)
  const present = await read(name)
  const added = [...present].filter(([id]) => !kept.has(id))
  const changed = [...kept].filter(([id, { bytes }]) => !present.get(id)?.bytes.equals(bytes))
  for (const [, { document }] of added) await collection.deleteOne({ _id: document._id })
  for (const [id, { document }] of changed) {
    if (present.has(id)) await collection.deleteOne({ _id: document._id })
    await collection.insertOne(document)
  }
  return [...added, ...changed].map(([id]) => `${name} ${id}`)
}
