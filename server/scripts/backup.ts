/**
 * `npm run backup -- --to DIR`: copies the embedded store, running or not, into a new directory. `--data DIR` names the
 * data directory of the store (default DATA_DIR); `--uri mongodb://127.0.0.1:PORT` names a running store instead.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp, directoryBehind } from '../embedded/backup'
import { needed, printContents, run, storeDirectory } from './commandLine'

run(async () => {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, data: { type: 'string' }, uri: { type: 'string' } }
  })
  const to = resolve(
    needed(values.to, 'npm run backup -- --to NEW_DIRECTORY [--data DATA_DIR | --uri mongodb://127.0.0.1:PORT]')
  )
  if (process.env.MONGODB_URI && !values.data && !values.uri) {
    throw new Error('MONGODB_URI is set, so the data are in that MongoDB: back it up with mongodump')
  }
  const collections = await backUp(values.uri ? await directoryBehind(values.uri) : storeDirectory(values.data), to)
  printContents(collections)
  process.stdout.write(`backed up into ${to} and read again\n`)
})
