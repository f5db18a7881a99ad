import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { open } from 'lmdb'
import { mongo } from 'mongoose'
import { openEnvironment } from '../../server/embedded/environment'
import { startEmbedded } from '../../server/embedded/index'
import { skipUnless } from '../setup/skips'
import { type Outcome, runScript, startChild } from './child'
import { MOUNT_LACK, directories } from './directories'
import { RIGHTS_LACK, isRoot, mayGiveUpRights } from './rights'
import { failure } from './target'

const { room, directory, mountSmall, unmount, mayMount, remove } = directories()
afterAll(remove)

it('says so and ends when its port is taken, and lets the directory go', async () => {
  const [one, other] = [directory(), directory()]
  const first = await startChild(one)
  await expect(startChild(other, ['--port', String(first.port)])).rejects.toThrow(
    `EADDRINUSE: address already in use 127.0.0.1:${first.port}`
  )
  expect(await first.stop()).toBe(0)
  const second = await startChild(other)
  expect(await second.stop()).toBe(0)
})

describe('a directory that can\'t be used is refused in a sentence', () => {
  it('is in use by another process', async () => {
    const dataDir = directory()
    const first = await startChild(dataDir)
    await expect(startChild(dataDir)).rejects.toThrow(
      `the data directory ${dataDir} is in use by another process: stop that one, or choose another directory`
    )
    await expect(startEmbedded({ dataDir })).rejects.toThrow('in use by another process')
    expect(first.lives()).toBe(true)
    await first.kill()
    const next = await startChild(dataDir)
    expect(await next.stop()).toBe(0)
  })

  it('holds a newer format, which stays as it is', async () => {
    const dataDir = directory()
    await (await startEmbedded({ dataDir })).stop()
    const environment = openEnvironment(dataDir)
    environment.meta.putSync(Buffer.from('format'), Buffer.from('2'))
    await environment.root.close()
    await expect(startEmbedded({ dataDir })).rejects.toThrow(
      `the data directory ${dataDir} has format 2; this program knows format 1: use the newer program, ` +
        'or another directory'
    )
    const binary = { encoding: 'binary', keyEncoding: 'binary' } as const
    const root = open({ path: dataDir, ...binary, maxDbs: 3, readOnly: true })
    expect(String(root.openDB({ name: 'meta', ...binary }).get(Buffer.from('format')))).toBe('2')
    await root.close()
  })

  it('holds a file of something else, or a damaged one', async () => {
    const [foreign, short] = [directory(), directory()]
    writeFileSync(join(foreign, 'data.mdb'), 'not a store '.repeat(2000))
    await expect(startEmbedded({ dataDir: foreign })).rejects.toThrow(
      'is not a data file of the embedded store, or it is damaged'
    )
    await (await startEmbedded({ dataDir: short })).stop()
    truncateSync(join(short, 'data.mdb'), 5000)
    await expect(startEmbedded({ dataDir: short })).rejects.toThrow('or it is damaged')
  })

  it('is a file', async () => {
    const path = join(directory(), 'file')
    writeFileSync(path, '')
    await expect(startEmbedded({ dataDir: path })).rejects.toThrow('can\'t be written')
  })

  skipUnless(!isRoot || mayGiveUpRights(), RIGHTS_LACK)('without write permission', () => {
    it('stays empty', async () => {
      const dataDir = directory()
      chmodSync(room, 0o755)
      chmodSync(dataDir, 0o555)
      // Root may write everywhere, so for root a program runs that gives up its rights first.
      const refused = isRoot
        ? refusalOf(runScript('../../tests/embedded/unprivileged', [dataDir]))
        : startChild(dataDir)
      await expect(refused).rejects.toThrow(`the data directory ${dataDir} can't be written: EACCES`)
      expect(readdirSync(dataDir)).toEqual([])
    })
  })
})

/** Rejects with what a program said on stderr when the program failed. */
async function refusalOf(run: Promise<Outcome>): Promise<void> {
  const { code, complaint } = await run
  if (code !== 0) throw new Error(complaint)
}

it('takes over the directory of a killed process in the middle of its work', async () => {
  const dataDir = directory()
  const first = await startChild(dataDir)
  const client = await new mongo.MongoClient(first.uri).connect()
  await client.db('d').collection<{ _id: number }>('c').insertOne({ _id: 1 })
  await first.kill()
  await client.close()
  const second = await startChild(dataDir)
  const again = await new mongo.MongoClient(second.uri).connect()
  expect(await again.db('d').collection('c').countDocuments()).toBe(1)
  await again.close()
  expect(await second.stop()).toBe(0)
})

it('ends with its process, wherever it is, and loses nothing acknowledged', async () => {
  const dataDir = directory()
  let acknowledged = 0
  for (const answers of [3, 17, 18, 40, 55, 81]) {
    const { code, complaint } = await runScript('../../tests/embedded/abruptEnd', [dataDir, String(answers)])
    expect({ code, said: complaint.includes('Error: the end') }).toEqual({ code: 1, said: true })
    acknowledged += 50 * answers
  }
  const child = await startChild(dataDir)
  const client = await new mongo.MongoClient(child.uri).connect()
  expect(await client.db('d').collection('c').countDocuments()).toBeGreaterThanOrEqual(acknowledged)
  expect((await client.db('d').command({ validate: 'c' })).errors).toEqual([])
  await client.close()
  expect(await child.stop()).toBe(0)
})

it('stops writing, says so and ends when another process has taken the directory over ' +
  'in spite of the lock', async () => {
  const dataDir = directory()
  const child = await startChild(dataDir)
  const client =
    await new mongo.MongoClient(child.uri, { retryWrites: false, serverSelectionTimeoutMS: 15_000 }).connect()
  const documents = client.db('d').collection<{ _id: number }>('c')
  await documents.insertOne({ _id: 1 })
  const other = openEnvironment(dataDir)
  other.meta.putSync(Buffer.from('owner'), Buffer.from('another process!'))
  await expect(documents.insertOne({ _id: 2 })).rejects.toThrow()
  const { code, complaint } = await child.ended()
  expect(code).toBe(70)
  expect(complaint).toContain(
    'the embedded store has stopped working: another process has taken over the data directory'
  )
  expect(other.records.getKeysCount()).toBe(1)
  await client.close()
  await other.root.close()
})

skipUnless(mayMount(), MOUNT_LACK)('a full disk', () => {
  it('is told in a sentence, loses nothing and is over when there is room again', async () => {
    const dataDir = directory()
    expect(mountSmall(dataDir, 24)).toBe(true)
    const child = await startChild(dataDir)
    const client = await new mongo.MongoClient(child.uri, { retryWrites: false }).connect()
    const documents = client.db('d').collection<{ _id: number, text: string }>('c')
    await documents.createIndex({ text: 1 })
    let stored = 0
    const fill = async (): Promise<never> => {
      for (;;) {
        await documents.insertOne({ _id: stored, text: String(stored).repeat(20_000).slice(0, 20_000) })
        stored += 1
      }
    }
    const refused = await failure(fill())
    expect(refused.code).toBe(14031)
    expect(refused.message).toContain('the disk under the data directory is full')
    expect(await documents.countDocuments()).toBe(stored)
    expect((await client.db('d').command({ validate: 'c' })).errors).toEqual([])
    execFileSync('mount', ['-o', 'remount,size=64m', dataDir])
    await documents.insertOne({ _id: stored, text: 'room again' })
    await client.close()
    await child.kill()
    const again = await startChild(dataDir)
    const later = await new mongo.MongoClient(again.uri).connect()
    expect(await later.db('d').collection('c').countDocuments()).toBe(stored + 1)
    expect((await later.db('d').command({ validate: 'c' })).errors).toEqual([])
    await later.close()
    expect(await again.stop()).toBe(0)
    unmount(dataDir)
  })

  it('refuses to begin where there is no room, or on a read-only file system', async () => {
    const full = directory()
    expect(mountSmall(full, 1)).toBe(true)
    const { bavail, bsize } = statfsSync(full)
    writeFileSync(join(full, 'something'), Buffer.alloc(Number(bavail) * Number(bsize) - 8192))
    await expect(startChild(full)).rejects.toThrow(`the disk under the data directory ${full} is full`)
    unmount(full)
    const readOnly = directory()
    expect(mountSmall(readOnly, 1, ',ro')).toBe(true)
    await expect(startChild(readOnly)).rejects.toThrow(`the data directory ${readOnly} can't be written: EROFS`)
    unmount(readOnly)
  })
})
