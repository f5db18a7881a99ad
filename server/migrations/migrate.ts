/**
 * Migrates the data of an older version to the shape of this one, before anything else reads them. Promise: the
 * migrations run in the order of the list, each once; after being killed anywhere they continue at the next start; of
 * several processes one works and the others wait; a database of a newer version is refused with nothing written.
 */
import { existsSync } from 'node:fs'
import type { mongo } from 'mongoose'
import type { Keyring } from '../fieldEncryption/keyring'
import { DataKeyModel } from '../fieldEncryption/model'
import type { Log } from '../log'
import { LEASE_COLLECTION, Lease } from './lease'
import {
  LEDGER_COLLECTION,
  dueOf,
  readLedger,
  recordFinish,
  recordFresh,
  recordStart,
  refuseNewer,
  type LedgerEntry
} from './ledger'
import type { Migration, MigrationContext } from './migration'

export interface MigrateOptions {
  db: mongo.Db
  log: Log
  /** ms since 1970. */
  now(): number
  /** Gives the keyring; called only when it is needed. */
  fields(): Promise<Keyring>
  /**
   * The sentence with which a change of the data is refused; null: data may be changed. @param due the migrations to be
   * run
   */
  refusal: ((due: readonly Migration[]) => string) | null
  /**
   * Makes a backup and gives its directory; null: the backup is the operator's task. @param id of the first migration
   */
  backUp: ((id: string) => Promise<string>) | null
  /** No other process can have this database open: a lease found there belongs to a process that has ended. */
  exclusive: boolean
  leaseMs?: number
  /** How long to wait for another process that migrates, in ms. */
  waitMs?: number
  batch?: number
}

const LEASE_MS = 60_000
const WAIT_MS = 30 * 60_000
const ASK_MS = 1000
const TELL_MS = 30_000
const BATCH = 100
/** Collections of the migrations themselves. */
const OWN = [LEDGER_COLLECTION, LEASE_COLLECTION]

/**
 * Runs those of these migrations that are due; an empty database records them all as finished.
 * @throws Error with a sentence: newer data, `refusal`, no backup, another process that takes too long; what a
 *   migration throws
 */
export async function migrate(migrations: readonly Migration[], options: MigrateOptions): Promise<void> {
  const { db, now, refusal } = options
  const due = await dueNow(migrations, db)
  if (due.length === 0) return
  if (await isUntouched(db)) return recordFresh(db, migrations, now())
  const inhabited = await hasDocuments(db)
  if (inhabited && refusal) throw new Error(refusal(due))
  if (options.exclusive) await Lease.clear(db)
  const lease = await takeLease(migrations, options)
  if (!lease) return
  try {
    await runDue(migrations, inhabited ? options : { ...options, backUp: null }, lease)
  } finally {
    await lease.release()
  }
}

async function dueNow(migrations: readonly Migration[], db: mongo.Db): Promise<Migration[]> {
  const entries = await readLedger(db)
  refuseNewer(migrations, entries)
  return dueOf(migrations, entries)
}

/** @returns null when another process has finished everything in the meantime */
async function takeLease(migrations: readonly Migration[], options: MigrateOptions): Promise<Lease | null> {
  const { db, log, now, leaseMs = LEASE_MS, waitMs = WAIT_MS } = options
  const began = now()
  let told = -Infinity
  for (;;) {
    const lease = await Lease.take({ db, now, leaseMs })
    if (lease) return lease
    const holder = await Lease.holder(db) ?? 'a process'
    if (now() - began >= waitMs) {
      throw new Error(
        `${holder} has been migrating the data for ${Math.round(waitMs / 60_000)} minutes: look at its log, then start again.`
      )
    }
    if (now() - told >= TELL_MS) {
      log.info({ holder }, 'waiting for another process that migrates the data')
      told = now()
    }
    await new Promise(resolve => setTimeout(resolve, Math.min(ASK_MS, leaseMs)))
    if ((await dueNow(migrations, db)).length === 0) return null
  }
}

async function runDue(migrations: readonly Migration[], options: MigrateOptions, lease: Lease): Promise<void> {
  const { db, log, now } = options
  const due = await dueNow(migrations, db)
  if (due.length === 0) return
  await DataKeyModel.createIndexes()
  const backup = await backUpBefore(due[0]!.id, await readLedger(db), options)
  const fields = await options.fields()
  for (const { id, what, run } of due) {
    lease.check()
    await recordStart(db, id, backup, now())
    log.info({ migration: id }, `migrating: ${what}`)
    const began = now()
    await run(contextOf(id, fields, options, lease))
    lease.check()
    await recordFinish(db, id, now())
    log.info({ migration: id, seconds: Math.round((now() - began) / 1000) }, 'migrated')
  }
}

/**
 * An interrupted migration continues with the backup made before it started: a later backup would hold half-changed
 * data.
 */
async function backUpBefore(
  id: string,
  entries: readonly LedgerEntry[],
  { backUp, log }: MigrateOptions
): Promise<string | null> {
  const earlier = entries.find(({ _id }) => _id === id)
  if (!backUp) return null
  if (earlier?.backup && existsSync(earlier.backup)) {
    log.info(
      { backup: earlier.backup },
      'going on with a migration that was broken off; the backup made before it is there'
    )
    return earlier.backup
  }
  log.info('the data are of an older version: making a backup before they are changed')
  const backup = await backUp(id)
  log.warn({ backup }, 'a backup of the data as they were is kept; delete it when you no longer need it')
  return backup
}

function contextOf(
  id: string,
  fields: Keyring,
  { db, log, now, batch = BATCH }: MigrateOptions,
  lease: Lease
): MigrationContext {
  let told = now()
  return {
    db,
    fields,
    log,
    now,
    batch,
    progress(collection, done) {
      lease.check()
      if (now() - told < TELL_MS) return
      told = now()
      log.info({ migration: id, collection, done }, 'migrating')
    }
  }
}

/** Whether there is no collection besides those of the migrations: the database has never been used. */
async function isUntouched(db: mongo.Db): Promise<boolean> {
  return (await collectionsOf(db)).length === 0
}

async function hasDocuments(db: mongo.Db): Promise<boolean> {
  for (const name of await collectionsOf(db)) if (await db.collection(name).findOne({}) !== null) return true
  return false
}

async function collectionsOf(db: mongo.Db): Promise<string[]> {
  const found = await db.listCollections({}).toArray()
  return found.map(({ name }) => name).filter(name => !name.startsWith('system.') && !OWN.includes(name))
}
