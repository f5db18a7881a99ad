import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import mongoose from 'mongoose'
import { patience } from './embedded/patience'
import type { Log } from './log'

// A filter on a field that no schema knows is a programming error, not a filter to be dropped in silence.
mongoose.set('strictQuery', 'throw')

export interface Database {
  uri: string
  /** Closes the connection and, where it is ours, the embedded store. */
  close(): Promise<void>
}

/**
 * Connects mongoose to MONGODB_URI or, without one, to an embedded store in `dataDir`, and makes the indexes.
 * The embedded store is imported only when it is needed, so that production never loads it.
 * @throws when the server can't be reached in 10 s (or what the URI names as serverSelectionTimeoutMS), the data directory is in use or not writable, or the data are of an older make
 */
export async function openDatabase(
  { mongodbUri, dataDir }: { mongodbUri: string | undefined; dataDir: string }, log: Log
): Promise<Database> {
  const store = mongodbUri ? null : await openEmbedded(dataDir)
  const uri = mongodbUri ?? `${store!.uri.replace(/\/\?.*$/, '')}/backpack?directConnection=true`
  try {
    await mongoose.connect(uri, { autoIndex: false, ...patience(uri), maxPoolSize: 50 })
    await refuseOlderMake(store ? dataDir : null)
    await makeIndexes()
  } catch (error) {
    await mongoose.disconnect()
    await store?.stop()
    throw error
  }
  log.info({ store: store ? 'embedded' : 'mongodb' }, 'database ready')
  return {
    uri,
    async close() {
      await mongoose.disconnect()
      await store?.stop()
    }
  }
}

/**
 * Data written before phones and free texts were sealed hold them readable, and nobody would be found in them by his phone.
 * @param dataDir where the embedded store lies; null for another database
 */
async function refuseOlderMake(dataDir: string | null): Promise<void> {
  if (!await mongoose.connection.collection('people').findOne({ phoneIndex: null })) return
  throw new Error(`The data in ${dataDir ? resolve(dataDir) : 'this database'} are of an older make: phones and ` +
    'texts in them aren\'t sealed. '
    + (dataDir
      ? 'Delete the directory, or choose another with DATA_DIR; an empty one is filled anew.'
      : 'Name an empty database in MONGODB_URI.'))
}

/** Makes every index of every model that has been imported; existing ones are left alone. */
export async function makeIndexes(): Promise<void> {
  for (const name of mongoose.modelNames()) await mongoose.model(name).createIndexes()
}

async function openEmbedded(dataDir: string): Promise<{ uri: string; stop(): Promise<void> }> {
  const directory = join(dataDir, 'store')
  await mkdir(directory, { recursive: true })
  const { startEmbedded } = await import('./embedded/index')
  return startEmbedded({ dataDir: directory })
}
