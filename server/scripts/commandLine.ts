/**
 * The shared parts of the commands of the store: the directory of the store, the output, and ending with a sentence
 * instead of a stack trace.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The directory of the embedded store: below the named data directory or below DATA_DIR (./data), as in the BFF. A
 * directory that is itself a store is used as it is.
 */
export function storeDirectory(named = process.env.DATA_DIR || './data'): string {
  const directory = resolve(named)
  return existsSync(join(directory, 'data.mdb')) ? directory : join(directory, 'store')
}

/** A required option; throws an Error with the usage when it is missing. */
export function needed(value: string | undefined, usage: string): string {
  if (value === undefined || value === '') throw new Error(`usage: ${usage}`)
  return value
}

/** One line per collection with its number of documents. */
export function printContents(collections: readonly { database: string, name: string, documents: number }[]): void {
  for (const { database, name, documents } of collections) process.stdout.write(`  ${database}.${name}: ${documents}\n`)
}

/** Runs a command. An error is written to stderr as a sentence and sets the exit code 1. */
export function run(command: () => Promise<void>): void {
  command().catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    process.exitCode = 1
  })
}
