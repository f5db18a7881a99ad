/** What the store's commands share: where the store lies, and ending with a sentence instead of a stack. */
import { join, resolve } from 'node:path'

/** The embedded store's directory below DATA_DIR (./data), as the BFF uses it. */
export function storeDirectory(): string {
  return resolve(join(process.env.DATA_DIR || './data', 'store'))
}

/** Runs a command; what goes wrong is told in a sentence on stderr and makes the exit code 1. */
export function run(command: () => Promise<void>): void {
  command().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    process.exitCode = 1
  })
}
