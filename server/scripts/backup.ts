/**
 * `npm run backup -- --to DIR`: copies the embedded store, running or not, into a new directory. `--data DIR` names
 * its data directory (default DATA_DIR), `--uri mongodb://127.0.0.1:PORT` a running store instead.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { mongo } from 'mongoose'
import { backUp } from '../embedded/backup'
import { needed, printContents, run, storeDirectory } from './commandLine'

/** The data directory of the embedded store that answers at a URI of this machine. */
async function directoryBehind(uri: string): Promise<string> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5000 })
  try {
    await client.connect()
    // A server of another make may not even know the command.
    const status = await client.db('admin').command({ serverStatus: 1 }).catch((): mongo.Document => ({}))
    const { directory } = (status.storageEngine ?? {}) as { directory?: string }
    if (status.process !== 'embedded' || !directory) throw new Error(`${uri} is not the embedded store: back up a MongoDB with its own mongodump`)
    return directory
  } finally {
    await client.close()
  }
}

run(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, data: { type: 'string' }, uri: { type: 'string' } } })
  const to = resolve(needed(values.to, 'npm run backup -- --to NEW_DIRECTORY [--data DATA_DIR | --uri mongodb://127.0.0.1:PORT]'))
  if (process.env.MONGODB_URI && !values.data && !values.uri) throw new Error('MONGODB_URI is set, so the data are in that MongoDB: back it up with mongodump')
  const collections = await backUp(values.uri ? await directoryBehind(values.uri) : storeDirectory(values.data), to)
  printContents(collections)
  process.stdout.write(`backed up into ${to} and read again\n`)
})
