/**
 * What it means that a commit failed. Promise: a full disk is an error of the writers of that commit; a disk that does
 * not keep what it is given ends the store.
 */
import { statfsSync } from 'node:fs'
import { type CommandError, asCommandError } from './errors'

/** With less room than this a write that failed is put down to the disk being full. */
const fullBelowBytes = 256 * 1024

/** The store can't go on. */
export class Lost extends Error {}

/** What a disk that did not keep a commit means. */
export function notKept(thrown: unknown): Lost {
  return new Lost(`the disk does not keep what is written: ${asCommandError(thrown).message}`)
}

/** A disk that takes half a write before it is full is an input/output error to LMDB; any other such is a broken disk. */
export function meaningOf(thrown: unknown, directory: string): Lost | CommandError {
  if (thrown instanceof Lost) return thrown
  const error = asCommandError(thrown)
  if (!error.message.includes('Input/output error')) return error
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize < fullBelowBytes ? asCommandError(new Error('ENOSPC: no space left')) : notKept(thrown)
}

/** LMDB's thread says only that a commit failed, and why in a promise of its own. */
export async function reasonOf(thrown: unknown): Promise<unknown> {
  const { commitError } = thrown as { commitError?: Promise<never> }
  return commitError ? commitError.catch((reason: unknown) => reason) : thrown
}
