/**
 * `npm run restore -- --from BACKUP`: restores a backup (or the output of mongodump) into an empty data directory:
 * `--data DIR` (default DATA_DIR). No process may serve the directory meanwhile.
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
