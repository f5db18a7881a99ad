/**
 * What it means that a commit failed. Promise: a full disk is an error of the writers of that commit; a disk that does
 * not keep what it is given ends the store.
 */
import { statfsSync } from 'node:fs'
import { type CommandError, asCommandError } from './errors'

/** With less room than this a write that failed is put down to the disk being full. */
const fullBelowBytes = 256 * 1024

/** The reason usually comes in the same turn. */
const longestWaitMs = 500

/** The store can't go on. */
export class Lost extends Error {}

/** What a disk that did not keep a commit means. */
export function notKept(thrown: unknown): Lost {
  return new Lost(`the disk does not keep what is written: ${asCommandError(thrown).message}`)
}

/**
 * A disk that takes half a write before it is full is an input/output error to LMDB; any other such is a broken disk, and
 * so is one on which LMDB could not write the head of its file: it does nothing more then.
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
 * LMDB's thread says only that a commit failed, and why in a promise of its own. lmdb 3.5.6 never settles that one when the
 * commit before was still being flushed; so nothing may depend on it but words.
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
