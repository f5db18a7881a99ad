/**
 * `npm run migrate`: brings the data of an older version up to this one, as starting the server does; run it once
 * before several servers start. Typing it says that a backup exists where the data are in a MongoDB; of the embedded
 * store one is made, unless MIGRATE=yes says that there is one.
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
