import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import mongoose from 'mongoose'
import { patience } from './embedded/patience'
import type { Log } from './log'

// A filter on a field that no schema knows is a programming error and throws, instead of being dropped silently.
mongoose.set('strictQuery', 'throw')

export interface Database {
  uri: string
  /** Closes the connection and, if this process runs it, the embedded store. */
  close(): Promise<void>
}

/**
 * Connects mongoose to MONGODB_URI or, without it, to an embedded store in `dataDir`, and creates the indexes. The
 * embedded store is imported on demand; production never loads it.
 * @throws Error with a sentence when the server can't be reached within 10 s (or the serverSelectionTimeoutMS of the
 *   URI), the data directory is in use or not writable, or the data have an older format
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
 * Refuses data from before phones and free texts were sealed: they are stored in plain text, and nobody could be found
 * in them by phone.
 * @param dataDir the directory of the embedded store; null for another database
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
