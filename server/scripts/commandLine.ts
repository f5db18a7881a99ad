/** What the store's commands share: where the store lies, what they print, and ending with a sentence instead of a stack. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The embedded store's directory: below the data directory that is named, or below DATA_DIR (./data), as the BFF uses
 * it; a directory that is a store itself is taken as it is.
 */
export function storeDirectory(named = process.env.DATA_DIR || './data'): string {
  const directory = resolve(named)
  return existsSync(join(directory, 'data.mdb')) ? directory : join(directory, 'store')
}

/** An option that must be given; throws a sentence with the usage otherwise. */
export function needed(value: string | undefined, usage: string): string {
  if (value === undefined || value === '') throw new Error(`usage: ${usage}`)
  return value
}

/** One line per collection with its number of documents. */
export function printContents(collections: readonly { database: string, name: string, documents: number }[]): void {
  for (const { database, name, documents } of collections) process.stdout.write(`  ${database}.${name}: ${documents}\n`)
}

/** Runs a command; what goes wrong is told in a sentence on stderr and makes the exit code 1. */
export function run(command: () => Promise<void>): void {
  command().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    process.exitCode = 1
  })
}
