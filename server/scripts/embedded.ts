/**
 * Serves the embedded store alone, so that mongosh, Compass or another program can look inside:
 * `--data DIR` (default ./data) and `--port N` (default any free one). Ends on Ctrl-C or SIGTERM.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../embedded'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, data: { type: 'string', default: './data' } } })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port must be 0 to 65535, not ${values.port}`)
  const { uri, stop } = await startEmbedded({ dataDir: resolve(values.data), port })
  process.stdout.write(`${uri}\n`)
  const end = (): void => {
    void stop().then(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
  process.exitCode = 1
})
