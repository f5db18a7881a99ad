import mongoose, { type Schema } from 'mongoose'
import { REFRESH_MS, type DataKey, type DataKeys } from './dataKeys'
import { keyringOf, purposeOf, type Keyring } from './keyring'
import { DataKeyModel } from './model'
import { sealedPaths } from './sealedPaths'
import { idInList, parseSealed, type Place } from './sealedText'

/** A field that a model marks with `sealed: true`. */
export interface SealedField {
  collection: string
  path: string
  /** The list that contains the field, with one value in each entry; null when the document has one value. */
  list: string | null
}

export interface ResealReport extends SealedField {
  /** The number of values sealed anew. */
  resealed: number
}

interface Job extends ResealReport {
  key: DataKey
  keyring: Keyring
}

const BATCH = 100
const TRIES = 5

/**
 * Every sealed field of the imported models.
 * @throws Error when a sealed field stands in a list whose entries have no id, or in a list inside a list: such a value
 *   can't be named
 */
export function sealedFields(): SealedField[] {
  const fields = mongoose.modelNames().flatMap(name => {
    const { collection, schema } = mongoose.model(name)
    return sealedPaths(schema as Schema).map(({ path, list }) => ({
      collection: collection.collectionName,
      path,
      list
    }))
  })
  // Discriminators share their base model's collection and fields.
  return [...new Map(fields.map(field => [`${field.collection} ${field.path}`, field])).values()]
}

/**
 * Seals every value of these fields anew with a new data key: document by document in the order of ids, each by one
 * conditional update. An interrupted run that is started again continues with the same key and skips values that are
 * already sealed with it. Running processes may use the former key for up to one more minute; the documents are
 * therefore walked a second time after that.
 * @param waitMs the time in ms until every running process has the new key
 * @throws SealError when a value can't be opened: nothing is lost, and the remaining values stay as they are
 */
export async function resealFields(
  fields: readonly SealedField[], dataKeys: DataKeys, waitMs = REFRESH_MS
): Promise<ResealReport[]> {
  const jobs: Job[] = []
  for (const field of fields) {
    jobs.push({ ...field, key: await dataKeys.unsettled(purposeOf(field)), keyring: keyringOf(dataKeys), resealed: 0 })
  }
  for (const job of jobs) await resealField(job)
  if (jobs.length > 0) await new Promise(resolve => setTimeout(resolve, waitMs))
  for (const job of jobs) {
    await resealField(job)
    await DataKeyModel.updateOne({ _id: job.key.id }, { $set: { settledAt: new Date(dataKeys.deps.now()) } })
  }
  return jobs.map(({ collection, path, list, resealed }) => ({ collection, path, list, resealed }))
}

async function resealField(job: Job): Promise<void> {
  let after: unknown
  for (;;) {
    const batch = await storedOf(job.collection).find(after === undefined ? {} : { _id: { $gt: after } } as object)
      .sort({ _id: 1 }).limit(BATCH).project({ _id: 1 }).toArray()
    for (const { _id } of batch) job.resealed += await resealDocument(_id, job)
    if (batch.length < BATCH) return
    after = batch.at(-1)!._id
  }
}

/**
 * Reads and writes the collection without the model: sealing anew must change neither a version nor a time of change.
 * @returns how many values were sealed anew
 */
async function resealDocument(_id: unknown, job: Job): Promise<number> {
  const { collection, path, list, key, keyring } = job
  let resealed = 0
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = await storedOf(collection).findOne({ _id } as object, {
      projection: { [path]: 1, ...(list !== null && { [`${list}._id`]: 1 }) }
    })
    const stale = valuesOf(stored, job).filter(({ sealed, place }) => parseSealed(sealed, place).keyId !== key.id)
    let written = 0
    for (const { sealed, place, at } of stale) {
      const anew = await keyring.seal(await keyring.open(sealed, place), place)
      // Another process may have changed the value meanwhile, or another value may stand at its place: the document is
      // read again.
      const { modifiedCount } =
        await storedOf(collection).updateOne({ _id, [at]: sealed } as object, { $set: { [at]: anew } })
      written += modifiedCount
    }
    resealed += written
    if (written === stale.length) return resealed
  }
  throw new Error(`A value of ${collection}.${path} keeps changing while it is sealed anew: run the command again.`)
}

interface Value {
  sealed: string
  place: Place
  /** The path of this single value: `timeline.3.text`. */
  at: string
}

/** The values of a field in one document. Missing values are skipped. */
function valuesOf(stored: Record<string, unknown> | null, { collection, path, list }: SealedField): Value[] {
  const id = String(stored?._id)
  if (list === null) return valueOf(stored, path, path, { collection, id, path })
  const below = path.slice(list.length + 1)
  const entries = valueAt(stored, list)
  return (Array.isArray(entries) ? entries as unknown[] : []).flatMap((entry, index) =>
    valueOf(entry, below, `${list}.${index}.${below}`, {
      collection, path, id: idInList(id, String(valueAt(entry, '_id')))
    }))
}

function valueOf(holder: unknown, path: string, at: string, place: Place): Value[] {
  const sealed = valueAt(holder, path)
  return typeof sealed === 'string' ? [{ sealed, place, at }] : []
}

function storedOf(collection: string) {
  return mongoose.connection.collection(collection)
}

function valueAt(stored: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | null | undefined)?.[part], stored
  )
}
