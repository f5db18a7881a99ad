/**
 * `npm run move-home -- --to mongodb://…`: copies the embedded store of `--from DATA_DIR` (default DATA_DIR) into an
 * empty MongoDB and compares both. Stop the BFF before; afterwards start the BFF with that address as MONGODB_URI.
 */
import { parseArgs } from 'node:util'
import { moveHome } from '../embedded/moveHome'
import { LEDGER_COLLECTION } from '../migrations/ledger'
import { needed, run, storeDirectory } from './commandLine'

run(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
  const to = needed(values.to, 'npm run move-home -- --to mongodb://HOST:PORT/DATABASE [--from DATA_DIR]')
  if (!/^mongodb(\+srv)?:\/\//.test(to))
    throw new Error('--to must be an address that begins with mongodb:// or mongodb+srv://')
  const moved = await moveHome(storeDirectory(values.from), to, sentence => process.stdout.write(`  ${sentence}\n`), [
    LEDGER_COLLECTION
  ])
  const total = moved.reduce((sum, { documents }) => sum + documents, 0)
  process.stdout.write(`moved ${total} documents of ${moved.length} collections; the old data directory is as it was\n`)
})
