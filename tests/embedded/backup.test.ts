import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { backUp } from '../../server/embedded/backup'
import { markUnfinished, openEnvironment } from '../../server/embedded/environment'
import { startEmbedded } from '../../server/embedded/index'
import { restore } from '../../server/embedded/restore'
import { runScript, startChild } from './child'
import { furnish, portrait } from './household'
import { temporaryDirectory } from './target'

const room = temporaryDirectory()
afterAll(() => rmSync(room, { recursive: true, force: true }))
let serial = 0
const place = (): string => join(room, String(serial += 1))

/** Serves a directory while `look` reads from it. */
async function served<T>(dataDir: string, look: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const store = await startEmbedded({ dataDir })
  const client = await new mongo.MongoClient(store.uri).connect()
  try {
    return await look(client)
  } finally {
    await client.close()
    await store.stop()
  }
}

async function furnished(): Promise<string> {
  const dataDir = place()
  await served(dataDir, furnish)
  return dataDir
}

it('brings back every document and every index, byte for byte', async () => {
  const [dataDir, backup, restored] = [await furnished(), place(), place()]
  await backUp(dataDir, backup)
  expect(existsSync(join(backup, 'home', 'many.bson'))).toBe(true)
  await restore(backup, restored)
  const before = await served(dataDir, client => portrait(client, 'home'))
  expect(Object.keys(before)).toEqual(['a.dotted name', 'empty', 'kinds', 'many', 'rules'])
  expect(await served(restored, client => portrait(client, 'home'))).toEqual(before)
})

it('writes what mongorestore reads: documents one after the other, indexes in extended JSON', async () => {
  const [dataDir, backup] = [await furnished(), place()]
  await backUp(dataDir, backup)
  const bytes = readFileSync(join(backup, 'home', 'many.bson'))
  const ids: number[] = []
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at)) {
    ids.push(mongo.BSON.deserialize(bytes.subarray(at, at + bytes.readInt32LE(at)))._id as number)
  }
  expect(ids).toEqual(Array.from({ length: 2500 }, (_, n) => n))
  const metadata = JSON.parse(
    readFileSync(join(backup, 'home', 'many.metadata.json'), 'utf8')
  ) as { collectionName: string, indexes: object[] }
  expect(metadata.collectionName).toBe('many')
  expect(metadata.indexes).toContainEqual({
    v: { $numberInt: '2' }, key: { code: { $numberInt: '1' } }, name: 'code_1', unique: true
  })
  rmSync(join(backup, 'backup.json'))
  expect(await restore(backup, place())).toHaveLength(5)
})

interface Step { _id: string, writer: number, n: number }

it('is of one moment while sixteen clients write, by one command on the running store', async () => {
  const [dataDir, backup, restored] = [place(), place(), place()]
  const child = await startChild(dataDir)
  const client = await new mongo.MongoClient(child.uri, { maxPoolSize: 16 }).connect()
  const [first, second] = [
    'first', 'second'
  ].map(name => client.db('load').collection<Step>(name)) as [mongo.Collection<Step>, mongo.Collection<Step>]
  await first.createIndex({ writer: 1, n: -1 })
  const acknowledged = Array.from({ length: 16 }, () => 0)
  let stopped = false
  let warm = (): void => undefined
  const underWay = new Promise<void>(resolve => { warm = resolve })
  const writers = acknowledged.map(async (_, writer) => {
    for (let n = 1; !stopped; n += 1) {
      await first.insertOne({ _id: `${writer}-${n}`, writer, n })
      await second.insertOne({ _id: `${writer}-${n}`, writer, n })
      acknowledged[writer] = n
      if (acknowledged.every(count => count >= 20)) warm()
    }
  })
  await underWay
  const before = [...acknowledged]
  const outcome = await runScript('backup', ['--uri', child.uri, '--to', backup])
  const after = [...acknowledged]
  stopped = true
  await Promise.all(writers)
  expect(outcome).toMatchObject({ code: 0, complaint: '' })
  expect(Math.min(...after.map((count, at) => count - (before[at] as number)))).toBeGreaterThan(0)
  await client.close()
  expect(await child.stop()).toBe(0)

  const restoring = await runScript('restore', ['--from', backup, '--data', restored])
  expect(restoring).toMatchObject({ code: 0, complaint: '' })
  await served(join(restored, 'store'), async client => {
    const steps = async (name: string): Promise<number[][]> => {
      const found = await client.db('load').collection<Step>(name).find().toArray()
      return before.map((_, writer) =>
        found.filter(step => step.writer === writer).map(({ n }) => n).sort((a, b) => a - b))
    }
    const [ones, twos] = [await steps('first'), await steps('second')]
    for (const [writer, count] of before.entries()) {
      const [one, two] = [ones[writer] as number[], twos[writer] as number[]]
      expect(two.length).toBeGreaterThanOrEqual(count)
      expect([0, 1]).toContain(one.length - two.length)
      expect(one).toEqual(one.map((_, at) => at + 1))
      expect(two).toEqual(two.map((_, at) => at + 1))
    }
    expect((await client.db('load').command({ validate: 'first' })).errors).toEqual([])
  })
})

describe('refuses in a sentence', () => {
  it('to back up where something is already', async () => {
    const [dataDir, backup] = [await furnished(), place()]
    mkdirSync(backup)
    writeFileSync(join(backup, 'letter'), '')
    expect(await runScript('backup', ['--data', dataDir, '--to', backup])).toMatchObject({
      code: 1, complaint: `the directory ${backup} is not empty: choose a new one\n`
    })
    expect(readdirSync(backup)).toEqual(['letter'])
  })

  it('to back up what is no store', async () => {
    const nothing = place()
    expect(await runScript('backup', ['--data', nothing, '--to', place()])).toMatchObject({
      code: 1, complaint: `the directory ${join(nothing, 'store')} holds no data of the embedded store\n`
    })
    expect(existsSync(nothing)).toBe(false)
  })

  it('to restore where data are already', async () => {
    const [dataDir, backup] = [await furnished(), place()]
    await backUp(dataDir, backup)
    expect(await runScript('restore', ['--from', backup, '--data', dataDir])).toMatchObject({
      code: 1, complaint: `the directory ${dataDir} is not empty: choose a new one\n`
    })
  })

  it('a backup that was changed, cut or broken off', async () => {
    const [dataDir, backup] = [await furnished(), place()]
    await backUp(dataDir, backup)
    const file = join(backup, 'home', 'many.bson')
    const right = readFileSync(file)
    const wrong = Buffer.from(right)
    wrong[right.indexOf('c77') + 1] = 0x39
    writeFileSync(file, wrong)
    await expect(restore(backup, place())).rejects.toThrow('home.many in')
    writeFileSync(file, right.subarray(0, right.length - 10))
    await expect(restore(backup, place())).rejects.toThrow('ends in the middle of a document')
    rmSync(file)
    await expect(restore(backup, place())).rejects.toThrow('lacks home.many')
    writeFileSync(
      join(backup, 'backup.json'),
      readFileSync(join(backup, 'backup.json'), 'utf8').replace('"finished": true', '"finished": false')
    )
    await expect(restore(backup, place())).rejects.toThrow('was broken off')
  })

  it('to serve a directory whose restore was broken off', async () => {
    const dataDir = await furnished()
    const environment = openEnvironment(dataDir)
    markUnfinished(environment, true)
    await environment.root.close()
    await expect(startEmbedded({ dataDir })).rejects.toThrow('was broken off: empty the directory and restore again')
  })
})
