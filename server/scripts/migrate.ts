/**
 * `npm run migrate`: migrates the data of an older version, as the server does at start; run it once before several
 * servers start. For data in a MongoDB, running this command states that a backup exists; the embedded store is backed
 * up first, unless MIGRATE=yes states that a backup exists.
 */
import '../app'
import { openDatabase } from '../database'
import { readEnv } from '../env'
import { openKeyring } from '../fieldEncryption/openKeyring'
import { createLog } from '../log'
import { readSettings } from '../settings'
import { run } from './commandLine'

run(async () => {
  const env = readEnv(process.env)
  const settings = readSettings(env.settingsFile)
  const database = await openDatabase(env, createLog(env.logLevel), {
    agreed: true, fields: () => openKeyring(env, settings.fieldCipher)
  })
  await database.close()
  process.stdout.write('the data are those of this version\n')
})
