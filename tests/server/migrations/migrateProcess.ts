/**
 * Migrates a database in a process of its own. With `KILL_AT=n` the process is killed by SIGKILL at the n-th write that
 * changes data: alternately before the write is sent and after it is answered.
 */
import mongoose, { type mongo } from 'mongoose'
import { createKeyring } from '../../../server/fieldEncryption/keyring'
import { keysOfFile } from '../../../server/fieldEncryption/masterKeys'
import { createLog } from '../../../server/log'
import { migrate } from '../../../server/migrations/migrate'
import { sealPeopleAndWords } from '../../../server/migrations/sealPeopleAndWords'
import { serviceRequestsToMatters } from '../../../server/migrations/serviceRequestsToMatters'

const WRITES = ['insert', 'update', 'delete', 'drop', 'findAndModify']
const { DB_URI: uri = '', DB_NAME: name = '', KEY_FILE: keyFile = '', KILL_AT: killAt } = process.env

function killAtWrite(client: mongo.MongoClient, nth: number): void {
  let writes = 0
  const count = ({ commandName, command }: { commandName: string, command?: mongo.Document }): void => {
    if (WRITES.includes(commandName) && command?.[commandName] !== 'leases' && ++writes === nth)
      process.kill(process.pid, 'SIGKILL')
  }
  if (nth % 2 === 0) {
    client.on('commandStarted', count)
    return
  }
  const sent = new Map<number, { commandName: string, command: mongo.Document }>()
  client.on('commandStarted', ({ requestId, commandName, command }) => sent.set(requestId, { commandName, command }))
  client.on('commandSucceeded', ({ requestId }) => count(sent.get(requestId)!))
}

async function main(): Promise<void> {
  await mongoose.connect(uri, { dbName: name, autoIndex: false, autoCreate: false, monitorCommands: true })
  if (killAt) killAtWrite(mongoose.connection.getClient(), Number(killAt))
  const fields = createKeyring({ masterKeys: keysOfFile(keyFile), cipher: 'aes-256-gcm', now: Date.now })
  await migrate([sealPeopleAndWords, serviceRequestsToMatters], {
    db: mongoose.connection.db!, log: createLog('silent'), now: Date.now, fields: () => Promise.resolve(fields),
    refusal: null, backUp: null, exclusive: false, batch: 4
  })
  await mongoose.disconnect()
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})
