import { randomBytes } from 'node:crypto'
import {
  chmodSync, chownSync, closeSync, fchmodSync, linkSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync,
  rmSync, statSync, writeSync
} from 'node:fs'
import { dirname, join } from 'node:path'

/** A key that wraps data keys and is stored in no database. */
export interface MasterKey {
  name: string
  /** 32 bytes. */
  key: Buffer
}

export interface MasterKeys {
  /** The path of the key file; null when FIELD_KEY gives the only key. */
  file: string | null
  /** The newest key. The file is read at each call, by which a key added while the process runs is found. */
  active(): MasterKey
  /** The key of a name; the file is read again when the name is not known. */
  find(name: string): MasterKey | undefined
}

/**
 * The name of the key that FIELD_KEY gives; under this name the key is moved into a file before further keys are added.
 */
export const ENV_KEY_NAME = 'env'
const HEADER = `# Master keys of the sealed fields: a name, a space, 32 bytes as base64.
# The last line is the active key. Older lines stay until \`npm run keys:rotate\` says that nothing needs them.
# Keep this file apart from backups of the database.
`
const LINE = /^([A-Za-z0-9_-]{1,40})\s+([A-Za-z0-9+/]{43}=)$/

/**
 * The master keys of this process. Without a setting a key file is created in `dataDir` (never in production: readEnv).
 * @throws Error with a sentence when the file can't be read, is readable by other users, or has an invalid line
 */
export function openMasterKeys({ fieldKeys, dataDir }: {
  fieldKeys: { file: string } | { key: string } | null; dataDir: string
}): MasterKeys {
  if (fieldKeys && 'key' in fieldKeys) return onlyKey(Buffer.from(fieldKeys.key, 'base64'))
  const file = fieldKeys?.file ?? join(dataDir, 'field-keys')
  if (!fieldKeys) makeKeyFile(file)
  return keysOfFile(file)
}

/** @throws Error with a sentence */
export function keysOfFile(file: string): MasterKeys {
  let known = readKeyFile(file)
  const reread = (): MasterKey[] => (known = readKeyFile(file))
  const named = (name: string): MasterKey | undefined => known.find(key => key.name === name)
  return {
    file,
    active: () => reread().at(-1)!,
    find(name) {
      if (!named(name)) reread()
      return named(name)
    }
  }
}

/**
 * Adds a new key to the file, which makes it the active key. The new file is written beside the old one and renamed; a
 * reader sees the old file or the new file. The temporary file also prevents a second rotation at the same time.
 * @returns the name of the new key
 * @throws Error with a sentence
 */
export function addMasterKey(givenFile: string, now: number): string {
  const file = realpathSync(givenFile)
  readKeyFile(file)
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  const name = `k${day}-${randomBytes(3).toString('hex')}`
  const text = readFileSync(file, 'utf8').replace(/\n*$/, '\n')
  const { uid, gid } = statSync(file)
  const beside = `${file}.new`
  writeNew(
    beside, text + line(name),
    `${beside} is there already: another rotation is running, or one was killed; then remove it.`
  )
  try {
    chownSync(beside, uid, gid)
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  return name
}

function onlyKey(key: Buffer): MasterKeys {
  const only = { name: ENV_KEY_NAME, key }
  return { file: null, active: () => only, find: name => (name === ENV_KEY_NAME ? only : undefined) }
}

/**
 * Two processes that start at the same time may both try; the link succeeds for one of them, with the complete file.
 */
function makeKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  writeNew(beside, HEADER + line(`k1-${randomBytes(3).toString('hex')}`), `${beside} is there already.`)
  try {
    linkSync(beside, file)
    chmodSync(file, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(beside, { force: true })
  }
}

function writeNew(file: string, text: string, whenThere: string): void {
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx', 0o600)
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new Error(whenThere, { cause: error }) : error
  }
  try {
    fchmodSync(descriptor, 0o600)
    writeSync(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}

function line(name: string): string {
  return `${name} ${randomBytes(32).toString('base64')}\n`
}

/** Messages give the number of a line, never its contents. */
function readKeyFile(file: string): MasterKey[] {
  checkMode(file)
  const keys: MasterKey[] = []
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text.trim() === '' || text.startsWith('#')) continue
    const [, name, base64] = LINE.exec(text.trim()) ?? []
    if (!name || !base64) {
      throw new Error(`FIELD_KEY_FILE ${file}: line ${index + 1} is no key: a name, a space, 32 bytes as base64.`)
    }
    if (keys.some(key => key.name === name)) {
      throw new Error(`FIELD_KEY_FILE ${file}: line ${index + 1} has a name that is taken.`)
    }
    keys.push({ name, key: Buffer.from(base64, 'base64') })
  }
  if (keys.length === 0) throw new Error(`FIELD_KEY_FILE ${file} holds no key.`)
  return keys
}

function checkMode(file: string): void {
  let mode: number
  try {
    mode = statSync(file).mode
  } catch (error) {
    throw new Error(`FIELD_KEY_FILE ${file} can't be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`, {
      cause: error
    })
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`FIELD_KEY_FILE ${file} may be read by its owner only: chmod 600.`)
  }
}
