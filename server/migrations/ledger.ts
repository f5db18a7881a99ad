import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { mongo } from 'mongoose'
import type { Migration } from './migration'

/** A migration as the database records it. */
export interface LedgerEntry {
  /** Id of the migration. */
  _id: string
  startedAt: Date
  /** null while the migration is running or after it was interrupted. */
  finishedAt: Date | null
  /** The version of the software that started the migration. */
  version: string
  /** Directory of the backup made before the migration; null where there is none. */
  backup: string | null
}

export const LEDGER_COLLECTION = 'migrations'

/** The version of this software, from package.json. */
export function softwareVersion(): string {
  return (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version
}

/** Every migration that the database records, in the order of their ids. */
export async function readLedger(db: mongo.Db): Promise<LedgerEntry[]> {
  return ledger(db).find({}).sort({ _id: 1 }).toArray()
}

/** The migrations that aren't recorded as finished, in their order. */
export function dueOf(migrations: readonly Migration[], entries: readonly LedgerEntry[]): Migration[] {
  const finished = new Set(entries.filter(({ finishedAt }) => finishedAt !== null).map(({ _id }) => _id))
  return migrations.filter(({ id }) => !finished.has(id))
}

/** @throws Error with a sentence when the database records a migration that this version doesn't know */
export function refuseNewer(migrations: readonly Migration[], entries: readonly LedgerEntry[]): void {
  const unknown = entries.filter(({ _id }) => !migrations.some(({ id }) => id === _id))
  if (unknown.length === 0) return
  const names = unknown.map(({ _id, version }) => `${_id} by version ${version}`).join(', ')
  throw new Error(
    `These data are of a newer version: they record ${names}, which this version (${softwareVersion()}) doesn't know. ` +
      'Nothing was changed. Start the newer version, or restore the backup that was made before it.'
  )
}

/** Records all migrations as finished: a fresh database has the newest shape. */
export async function recordFresh(db: mongo.Db, migrations: readonly Migration[], now: number): Promise<void> {
  for (const { id } of migrations) {
    const at = new Date(now)
    await ledger(db).updateOne({ _id: id }, {
      $setOnInsert: { startedAt: at, finishedAt: at, version: softwareVersion(), backup: null }
    }, { upsert: true })
  }
}

/** A migration that was started before keeps its starting time. */
export async function recordStart(db: mongo.Db, id: string, backup: string | null, now: number): Promise<void> {
  await ledger(db).updateOne({ _id: id }, {
    $setOnInsert: { startedAt: new Date(now), finishedAt: null, version: softwareVersion(), backup }
  }, { upsert: true })
}

/** A migration that is recorded as finished keeps its finishing time. @param now ms since 1970 */
export async function recordFinish(db: mongo.Db, id: string, now: number): Promise<void> {
  await ledger(db).updateOne({ _id: id, finishedAt: null }, { $set: { finishedAt: new Date(now) } })
}

function ledger(db: mongo.Db): mongo.Collection<LedgerEntry> {
  return db.collection<LedgerEntry>(LEDGER_COLLECTION)
}
