/**
 * The meaning of a failed commit. Promise: a full disk is reported to the writers of that commit; a disk that loses
 * written data ends the store.
 */
import { statfsSync } from 'node:fs'
import { type CommandError, asCommandError } from './errors'

/** With less free space than this a failed write is attributed to a full disk. */
const fullBelowBytes = 256 * 1024

/** How long to wait for LMDB's reason, which usually arrives in the same turn of the event loop. */
const longestWaitMs = 500

/** An error after which the store can't continue. */
export class Lost extends Error {}

/** The error for a disk that did not keep a commit. */
export function notKept(thrown: unknown): Lost {
  return new Lost(`the disk does not keep what is written: ${asCommandError(thrown).message}`)
}

/**
 * Maps an error of LMDB to its meaning. LMDB reports an input/output error when a disk stores half a write and is then
 * full. Any other input/output error means a broken disk; the same holds when LMDB could not write the head of its file
 * (MDB_PANIC), after which LMDB refuses all work.
 */
export function meaningOf(thrown: unknown, directory: string): Lost | CommandError {
  if (thrown instanceof Lost) return thrown
  const error = asCommandError(thrown)
  if (error.message.includes('MDB_PANIC')) return notKept(thrown)
  if (!error.message.includes('Input/output error')) return error
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize < fullBelowBytes ? asCommandError(new Error('ENOSPC: no space left')) : notKept(thrown)
}

/**
 * The reason of a failed commit. LMDB's thread reports the failure and gives the reason in a separate promise
 * (`commitError`). lmdb 3.5.6 never settles that promise when the previous commit was still being flushed; the reason
 * therefore serves for messages only, never for decisions.
 */
export async function reasonOf(thrown: unknown): Promise<unknown> {
  const { commitError } = thrown as { commitError?: Promise<never> }
  if (!commitError) return thrown
  let late: NodeJS.Timeout | undefined
  const untold = new Promise<Error>(resolve => {
    late = setTimeout(() => resolve(new Error('a commit failed, and LMDB did not say why')), longestWaitMs)
  })
  const reason: unknown = await Promise.race([untold, commitError.catch((told: unknown) => told)])
  clearTimeout(late)
  return reason
}
