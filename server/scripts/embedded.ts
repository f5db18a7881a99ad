/**
 * Serves the embedded store alone, for mongosh, Compass or another program: `--data DIR` (default: the store below
 * DATA_DIR), `--port N` (default: any free port), `--connections N` and `--patience SECONDS` (how long the store waits
 * for the rest of a command or for an answer to be read). Ends on Ctrl-C or SIGTERM.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../embedded'
import { run, storeDirectory } from './commandLine'

/** An option as a whole number; throws an Error with a sentence when it is not a whole number or out of bounds. */
function wholeNumber(name: string, given: string, most: number): number {
  const value = Number(given)
  if (given === '' || !Number.isInteger(value) || value < 0 || value > most) {
    throw new Error(`--${name} must be a whole number from 0 to ${most}, not ${given}`)
  }
  return value
}

run(async () => {
  const { values } = parseArgs({ options: {
    data: { type: 'string' }, port: { type: 'string', default: '0' },
    connections: { type: 'string', default: '2000' }, patience: { type: 'string', default: '60' }
  } })
  const { uri, stop } = await startEmbedded({
    dataDir: values.data ? resolve(values.data) : storeDirectory(),
    port: wholeNumber('port', values.port, 65535),
    mostConnections: wholeNumber('connections', values.connections, 100_000),
    patienceMs: 1000 * wholeNumber('patience', values.patience, 86_400)
  })
  const end = (): void => {
    void stop().then(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  // The handlers are installed before the address is printed: a reader of the address may send a signal at once.
  process.stdout.write(`${uri}\n`)
})
