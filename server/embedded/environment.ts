/**
 * LMDB as the store uses it. Promise: a directory with foreign data, a damaged file, a newer format or an unfinished
 * restore is refused with a sentence before anything in the directory is changed.
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { type RootDatabase, open } from 'lmdb'
import { CommandError, asCommandError } from './errors'
import type { Bytes } from './storage'

export interface Environment { root: RootDatabase<Buffer, Buffer>, meta: Bytes, records: Bytes, entries: Bytes }

const formatVersion = 1
const formatKey = Buffer.from('format')
/** The key exists while a restore is under way. */
const unfinishedKey = Buffer.from('unfinished')
const binary = { encoding: 'binary', keyEncoding: 'binary' } as const
const magic = 0xBEEFC0DE
const magicAt = 24
const smallestFile = 8192

/**
 * Opens a data directory. `readOnly` is allowed beside the process that serves the directory; otherwise the caller
 * holds the directory's lock. A new directory gets the present format number.
 */
export function openEnvironment(directory: string, { readOnly = false }: { readOnly?: boolean } = {}): Environment {
  if (!checkFile(directory) && readOnly) {
    throw new CommandError(72, `the directory ${directory} holds no data of the embedded store`)
  }
  const root = opened(directory, readOnly)
  try {
    const meta = root.openDB<Buffer, Buffer>({ name: 'meta', ...binary })
    checkFormat(directory, meta, readOnly)
    return {
      root, meta, records: root.openDB({ name: 'records', ...binary }),
      entries: root.openDB({ name: 'entries', ...binary })
    }
  } catch (thrown) {
    void root.close()
    throw thrown instanceof CommandError ? thrown : cantOpen(directory, thrown)
  }
}

/**
 * Checks the first bytes of the data file: LMDB maps the file into memory and crashes the process on a foreign file.
 */
function checkFile(directory: string): boolean {
  const path = join(directory, 'data.mdb')
  if (!existsSync(path)) return false
  const file = openSync(path, 'r')
  const head = Buffer.alloc(smallestFile)
  const length = readSync(file, head, 0, smallestFile, 0)
  closeSync(file)
  if (length === 0) return false
  if (length === smallestFile && head.readUInt32LE(magicAt) === magic) return true
  throw new CommandError(
    72,
    `${path} is not a data file of the embedded store, or it is damaged: choose another directory, or restore a ` +
      'backup into an empty one'
  )
}

function opened(directory: string, readOnly: boolean): RootDatabase<Buffer, Buffer> {
  try {
    return open<Buffer, Buffer>({
      path: directory, ...binary, overlappingSync: true, eventTurnBatching: false, maxDbs: 3, noSubdir: false, readOnly
    })
  } catch (thrown) {
    throw cantOpen(directory, thrown)
  }
}

function cantOpen(directory: string, thrown: unknown): CommandError {
  const { code, message } = asCommandError(thrown)
  return new CommandError(code, `the data directory ${directory} can't be opened: ${message}`)
}

function checkFormat(directory: string, meta: Bytes, readOnly: boolean): void {
  const found = meta.get(formatKey)?.toString()
  if (found === undefined && !readOnly) meta.putSync(formatKey, Buffer.from(String(formatVersion)))
  else if (Number(found) !== formatVersion) {
    throw new CommandError(
      72,
      `the data directory ${directory} has format ${found ?? 'unknown'}; this program knows format ${formatVersion}: ` +
        'use the newer program, or another directory'
    )
  }
}

/** Refuses a directory whose restore was interrupted. */
export function refuseUnfinished(directory: string, { meta }: Environment): void {
  if (meta.doesExist(unfinishedKey)) {
    throw new CommandError(72, `the restore into ${directory} was broken off: empty the directory and restore again`)
  }
}

/** Marks a directory as unfinished, or (`false`) as ready. */
export function markUnfinished({ root, meta }: Environment, unfinished: boolean): void {
  root.transactionSync(() =>
    unfinished ? meta.putSync(unfinishedKey, Buffer.from('1')) : meta.removeSync(unfinishedKey))
}
