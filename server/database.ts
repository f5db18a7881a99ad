import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
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
 * @throws when the server can't be reached in 10 s, or the data directory is in use or not writable
 */
export async function openDatabase(
  { mongodbUri, dataDir }: { mongodbUri: string | undefined; dataDir: string }, log: Log
): Promise<Database> {
  const store = mongodbUri ? null : await openEmbedded(dataDir)
  const uri = mongodbUri ?? `${store!.uri.replace(/\/\?.*$/, '')}/backpack?directConnection=true`
  try {
    await mongoose.connect(uri, { autoIndex: false, serverSelectionTimeoutMS: 10_000, maxPoolSize: 50 })
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
