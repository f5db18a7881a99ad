import mongoose, { type Schema, type SchemaType } from 'mongoose'
import { REFRESH_MS, type DataKey, type DataKeys } from './dataKeys'
import { keyringOf, purposeOf, type Keyring } from './keyring'
import { DataKeyModel } from './model'
import { parseSealed, type Place } from './sealedText'

/** A field that a model marks with `sealed: true`. */
export interface SealedField {
  collection: string
  path: string
}

export interface ResealReport extends SealedField {
  /** Values sealed anew. */
  resealed: number
}

interface Job extends ResealReport {
  key: DataKey
  keyring: Keyring
}

const BATCH = 100
const TRIES = 5

/**
 * Every sealed field of the models that have been imported.
 * @throws Error when one stands in a list: there a document's id and a path don't name one value
 */
export function sealedFields(): SealedField[] {
  return mongoose.modelNames().flatMap(name => {
    const { collection, schema } = mongoose.model(name)
    return sealedPaths(schema as Schema).map(path => ({ collection: collection.collectionName, path }))
  })
}

/**
 * Seals every value of these fields anew with a fresh data key: document by document, in the order of ids, one conditional
 * update each. Killed and started again it goes on with the same key and passes over what is done. Running processes may seal
 * with the former key for up to a minute more, so the documents are walked again after that.
 * @param waitMs how long until every running process has the new key
 * @throws SealError when a value can't be opened: nothing is lost, the rest stays as it is
 */
export async function resealFields(fields: readonly SealedField[], dataKeys: DataKeys, waitMs = REFRESH_MS): Promise<ResealReport[]> {
  const jobs: Job[] = []
  for (const field of fields) jobs.push({ ...field, key: await dataKeys.unsettled(purposeOf(field)), keyring: keyringOf(dataKeys), resealed: 0 })
  for (const job of jobs) await resealField(job)
  if (jobs.length > 0) await new Promise(resolve => setTimeout(resolve, waitMs))
  for (const job of jobs) {
    await resealField(job)
    await DataKeyModel.updateOne({ _id: job.key.id }, { $set: { settledAt: new Date(dataKeys.deps.now()) } })
  }
  return jobs.map(({ collection, path, resealed }) => ({ collection, path, resealed }))
}

async function resealField(job: Job): Promise<void> {
  let after: unknown
  for (;;) {
    const batch = await storedOf(job.collection).find(after === undefined ? {} : { _id: { $gt: after } } as object)
      .sort({ _id: 1 }).limit(BATCH).project({ [job.path]: 1 }).toArray()
    for (const { _id } of batch) if (await resealValue(_id, job)) job.resealed++
    if (batch.length < BATCH) return
    after = batch.at(-1)!._id
  }
}

/** Reads and writes past the model: sealing anew is no change that a version or a time of change should tell of. */
async function resealValue(_id: unknown, { collection, path, key, keyring }: Job): Promise<boolean> {
  const place: Place = { collection, id: String(_id), path }
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = await storedOf(collection).findOne({ _id } as object, { projection: { [path]: 1 } })
    const sealed = valueAt(stored, path)
    if (typeof sealed !== 'string' || parseSealed(sealed, place).keyId === key.id) return false
    const anew = await keyring.seal(await keyring.open(sealed, place), place)
    const { modifiedCount } = await storedOf(collection).updateOne({ _id, [path]: sealed } as object, { $set: { [path]: anew } })
    if (modifiedCount === 1) return true
  }
  throw new Error(`A value of ${collection}.${path} keeps changing while it is sealed anew: run the command again.`)
}

function storedOf(collection: string) {
  return mongoose.connection.collection(collection)
}

function valueAt(stored: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], stored)
}

function sealedPaths(schema: Schema, prefix = ''): string[] {
  const paths: string[] = []
  schema.eachPath((name, type) => {
    const path = prefix + name
    const inner = (type as SchemaType & { schema?: Schema }).schema
    if ((type.options as { sealed?: boolean }).sealed) paths.push(path)
    if (!inner) return
    const below = sealedPaths(inner, `${path}.`)
    if (below.length > 0 && type.instance === 'Array') throw new Error(`${path} is a list: give its sealed fields a collection of their own.`)
    paths.push(...below)
  })
  return paths
}
