import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { openDatabase } from '../../../server/database'
import { createLog } from '../../../server/log'

test.each([
  ['ten seconds, because the phone gives up after fifteen', {}, 10_000],
  ['as long as its URI says', { serverSelectionTimeoutMS: '7000' }, 7000]
])('a server that stays away is waited for: %s', async (_how, named, waited) => {
  const uri = new URL(process.env.TEST_MONGODB_URI!)
  uri.pathname = `/test_${randomBytes(6).toString('hex')}`
  uri.searchParams.delete('serverSelectionTimeoutMS')
  for (const [name, value] of Object.entries(named)) uri.searchParams.set(name, value)
  const database = await openDatabase({ mongodbUri: uri.href, dataDir: '' }, createLog('silent'))
  try {
    expect(mongoose.connection.getClient().options.serverSelectionTimeoutMS).toBe(waited)
  } finally {
    await mongoose.connection.dropDatabase()
    await database.close()
  }
})
