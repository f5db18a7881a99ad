import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { openDatabase } from '../../../server/database'
import { startEmbedded } from '../../../server/embedded'
import { createLog } from '../../../server/log'

const dataDir = mkdtempSync(join(tmpdir(), 'older-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const open = () => openDatabase({ mongodbUri: undefined, dataDir }, createLog('silent'))

async function inStore(work: (people: mongo.Collection) => Promise<unknown>): Promise<void> {
  const store = await startEmbedded({ dataDir: join(dataDir, 'store') })
  const client = await mongo.MongoClient.connect(store.uri)
  await work(client.db('backpack').collection('people'))
  await client.close()
  await store.stop()
}

test('a directory from before phones were sealed is refused in a sentence, and is left as it was', async () => {
  await (await open()).close()
  await (await open()).close()
  await inStore(people => people.insertOne({ name: '张三', phone: '13900000001', roles: ['resident'], active: true }))
  await expect(open()).rejects.toThrow(`The data in ${dataDir} are of an older make`)
  await expect(open()).rejects.toThrow(/Delete the directory, or choose another with DATA_DIR/)
  await inStore(async people => {
    expect(await people.countDocuments()).toBe(1)
    await people.updateOne({}, { $set: { phoneIndex: 'x'.repeat(43) } })
  })
  await (await open()).close()
})
