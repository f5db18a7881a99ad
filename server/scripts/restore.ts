/**
 * `npm run restore -- --from BACKUP`: puts a backup (or what mongodump made) into an empty data directory: that of
 * `--data DIR` (default DATA_DIR). Nothing may serve it meanwhile.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { restore } from '../embedded/restore'
import { needed, printContents, run, storeDirectory } from './commandLine'

run(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, data: { type: 'string' } } })
  const from = resolve(needed(values.from, 'npm run restore -- --from BACKUP_DIRECTORY [--data DATA_DIR]'))
  const directory = storeDirectory(values.data)
  printContents(await restore(from, directory))
  process.stdout.write(`restored into ${directory} and compared with the backup\n`)
})
