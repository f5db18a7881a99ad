import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { patience } from './embedded/patience'
import type { Keyring } from './fieldEncryption/keyring'
import type { Log } from './log'
import { backUpBefore } from './migrations/backUpBefore'
import { MIGRATIONS } from './migrations/list'
import { migrate, type MigrateOptions } from './migrations/migrate'
import type { Migration } from './migrations/migration'

// A filter on a field that no schema knows is a programming error and throws, instead of being dropped silently.
mongoose.set('strictQuery', 'throw')

export interface Database {
  uri: string
  /** Closes the connection and, if this process runs it, the embedded store. */
  close(): Promise<void>
}

export interface Home {
  /** null or absent: an embedded store in `dataDir`. */
  mongodbUri?: string | undefined
  dataDir: string
  /** The operator has a backup: data may be migrated without the server making one. */
  migrate?: boolean
}

/** How data of an older version are handled. */
export interface Migrating {
  /** Gives the keyring that seals what the migrations write; called only when it is needed. */
  fields(): Promise<Keyring>
  /**
   * `agreed`: the person who runs this command has confirmed it. Otherwise data in a MongoDB are migrated only with
   * `migrate` of the home.
   */
  agreed?: boolean
}

/**
 * Connects mongoose to MONGODB_URI or, without one, to an embedded store in `dataDir`, migrates data of an older
 * version, and creates the indexes. The embedded store is imported on demand; production never loads it.
 * @param migrating null: data of an older version are refused
 * @throws Error with a sentence when the server can't be reached within 10 s (or the serverSelectionTimeoutMS of the
 *   URI), the data directory is in use or not writable, the data are of a newer version, or of an older one and can't
 *   be migrated now
 */
export async function openDatabase(home: Home, log: Log, migrating: Migrating | null = null): Promise<Database> {
  const { mongodbUri, dataDir } = home
  const store = mongodbUri ? null : await openEmbedded(dataDir)
  const uri = mongodbUri ?? `${store!.uri.replace(/\/\?.*$/, '')}/backpack?directConnection=true`
  try {
    // Nothing may be created in a database before migrate() has examined it.
    await mongoose.connect(uri, { autoIndex: false, autoCreate: false, ...patience(uri), maxPoolSize: 50 })
    await migrate(MIGRATIONS, migrateOptions(home, log, migrating, store !== null))
    await makeIndexes()
  } catch (error) {
    await mongoose.disconnect()
    await store?.stop()
    throw error
  }
  log.info({ store: store ? 'embedded' : 'mongodb' }, 'database ready')
  return {
    uri,
    async close() {
      await mongoose.disconnect()
      await store?.stop()
    }
  }
}

function migrateOptions(home: Home, log: Log, migrating: Migrating | null, embedded: boolean): MigrateOptions {
  const mayChange = migrating !== null && (embedded || migrating.agreed === true || home.migrate === true)
  return {
    db: mongoose.connection.db!, log, now: Date.now,
    fields: () => migrating!.fields(),
    refusal: mayChange ? null : migrating === null ? refusalOfCommand : refusalOfServer,
    backUp: embedded && !home.migrate ? id => backUpBefore(id, home.dataDir) : null,
    exclusive: embedded
  }
}

function refusalOfCommand(due: readonly Migration[]): string {
  return `${ofOlderVersion(due)} Start the server once, or run \`npm run migrate\`, before any other command.`
}

function refusalOfServer(due: readonly Migration[]): string {
  return (
    `${ofOlderVersion(due)} Stop every process of the older version, make a backup (mongodump), then run \`npm run migrate\` once, ` +
    'or start with MIGRATE=yes.'
  )
}

function ofOlderVersion(due: readonly Migration[]): string {
  return `These data are of an older version and haven't been migrated: ${due.map(({ what }) => what).join('; ')}. Nothing was changed.`
}

/** Creates every index of every imported model; existing indexes are left alone. */
export async function makeIndexes(): Promise<void> {
  for (const name of mongoose.modelNames()) await mongoose.model(name).createIndexes()
}

async function openEmbedded(dataDir: string): Promise<{ uri: string; stop(): Promise<void> }> {
  const directory = join(dataDir, 'store')
  await mkdir(directory, { recursive: true })
  const { startEmbedded } = await import('./embedded/index')
  return startEmbedded({ dataDir: directory })
}
