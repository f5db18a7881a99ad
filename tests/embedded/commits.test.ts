/** Writers that share commits: the answer of each when the disk fails. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { skipUnless } from '../setup/skips'
import { findProgram } from '../setup/machine'
import { recordNumberOf } from '../../server/embedded/collection'
import { Store } from '../../server/embedded/store'
import { readBson } from '../../server/embedded/values'
import { type Child, startChild } from './child'
import { MOUNT_LACK, directories } from './directories'

const writers = 16
const { directory, mountSmall, mayMount, unmount, remove } = directories()
afterAll(remove)

interface Text { _id: string, text: string }
interface Told { acknowledged: string[], codes: Set<unknown> }

/**
 * Sixteen clients insert, each until an insert is refused; returns the acknowledged documents and the error codes of
 * the refusals.
 */
async function writeUntilRefused(uri: string, length: number): Promise<Told> {
  const client = await new mongo.MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 15_000 }).connect()
  const told: Told = { acknowledged: [], codes: new Set() }
  const write = async (writer: number): Promise<void> => {
    for (let at = 0; ; at += 1) {
      const _id = `${writer} ${at}`
      const refused = await client.db('d').collection<Text>('c').insertOne({ _id, text: 'x'.repeat(length) })
        .then(() => undefined, (error: mongo.MongoError) => error)
      if (refused) {
        told.codes.add(refused.code)
        return
      }
      told.acknowledged.push(_id)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  await client.close()
  return told
}

/** Checks that every acknowledged document exists and that the indexes agree with the documents. */
async function expectWhole(child: Child, acknowledged: readonly string[]): Promise<void> {
  const client = await new mongo.MongoClient(child.uri).connect()
  const there = new Set(
    (await client.db('d').collection<Text>('c').find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id)
  )
  expect(acknowledged.filter(id => !there.has(id))).toEqual([])
  expect((await client.db('d').command({ validate: 'c' })).errors).toEqual([])
  await client.close()
}

/** The _ids of the stored documents of a collection, and the store's count of documents. */
function contentsOf(store: Store, namespace: string): { count: number, ids: number[] } {
  const collection = store.collections.get(namespace)
  const keys = collection ? [...store.scan(store.records, ...collection.recordBounds())] : []
  const ids = keys.map(key => Number(readBson(collection?.read(recordNumberOf(key)) as Buffer)._id))
  return { count: collection?.count ?? 0, ids: ids.sort() }
}

describe('an operation that fails after it has written', () => {
  it('takes nothing along that others are told is kept, however soon they come', async () => {
    const dataDir = directory()
    const before = Store.open(dataDir)
    const rounds = Array.from({ length: 100 }, (_, round) => round)
    const insert = (namespace: string, _id: number): Promise<unknown> =>
      before.write(() => before.ensure(namespace).insert({ _id }))
    for (const round of rounds) {
      const [old, fresh] = [`d.old${round}`, `d.fresh${round}`]
      const latecomers: Promise<unknown>[] = []
      const first = insert(old, 1)
      const failing = before.write(() => {
        before.ensure('d.failing').insert({ _id: round })
        // Other writers arrive while this commit is being filled.
        if (latecomers.length === 0) latecomers.push(insert(old, 2), insert(fresh, 3))
        throw new Error('a fault of our own')
      })
      await expect(failing).rejects.toThrow('a fault of our own')
      await Promise.all([first, ...latecomers])
    }
    const expectAll = (store: Store): void => {
      for (const round of rounds) {
        expect(contentsOf(store, `d.old${round}`)).toEqual({ count: 2, ids: [1, 2] })
        expect(contentsOf(store, `d.fresh${round}`)).toEqual({ count: 1, ids: [3] })
      }
      expect(contentsOf(store, 'd.failing')).toEqual({ count: 0, ids: [] })
    }
    expectAll(before)
    await before.close()
    const after = Store.open(dataDir)
    expectAll(after)
    await after.close()
  })
})

/** The message of lmdb 3.5.6 when the flush of a commit fails while the previous commit is still being flushed. */
const untold = (): Error => Object.assign(new Error('Commit failed'), { commitError: new Promise(() => undefined) })

/** A promise with its resolve function. */
function event(): { come: () => void, came: Promise<void> } {
  let come: () => void = () => undefined
  const came = new Promise<void>(resolve => { come = resolve })
  return { come, came }
}

describe('a commit of LMDB\'s thread that failed', () => {
  type ByThread = (run: () => unknown) => unknown

  /**
   * A store whose childTransaction is replaced by the test, and the sentence that the store gives when it can't
   * continue.
   */
  function openChanged(change: (real: ByThread) => ByThread): { store: Store, told: string[] } {
    const told: string[] = []
    const store = Store.open(directory(), { lost: sentence => told.push(sentence) })
    const { root } = store.environment
    Object.assign(root, { childTransaction: change(root.childTransaction.bind(root) as ByThread) })
    return { store, told }
  }
  const insertAll = (store: Store, ids: number[]): Promise<unknown>[] =>
    ids.map(_id => store.write(() => store.ensure('d.c').insert({ _id })))
  /** The behaviour of LMDB after it has failed to write the head of its file. */
  function forbidReading({ environment: { meta } }: Store): void {
    Object.assign(meta, {
      get: () => { throw new Error('MDB_PANIC: Update of meta page failed or environment had fatal error') }
    })
  }
  async function expectLost(told: string[], writes: Promise<unknown>[]): Promise<void> {
    for (const write of writes) await expect(write).rejects.toMatchObject({ code: 91 })
    expect(told).toEqual([expect.stringContaining('the disk does not keep what is written')])
  }

  it('ends the store when it can be read already, though nobody says why it failed: no ' +
    'writer is left waiting', async () => {
    const { store, told } = openChanged(real => async run => {
      await real(run)
      throw untold()
    })
    await expectLost(told, insertAll(store, [1, 2, 3]))
    await store.close()
  })

  it('is made again when nothing of it can be read, though nobody says why it failed', async () => {
    const { store, told } = openChanged(real => run => real(() => {
      run()
      throw untold()
    }))
    await Promise.all(insertAll(store, [1, 2, 3]))
    expect(contentsOf(store, 'd.c')).toEqual({ count: 3, ids: [1, 2, 3] })
    expect(told).toEqual([])
    await store.close()
  })

  it('ends the store when LMDB calls it kept and yet does nothing more: nobody is told that it is', async () => {
    const { store, told } = openChanged(real => async run => {
      const answers = await real(run)
      forbidReading(store)
      return answers
    })
    await expectLost(told, insertAll(store, [1, 2, 3]))
    await store.close()
  })

  it('ends the store when nothing can be read any more, and the end waits for no commit of which ' +
    'nothing is heard again', async () => {
    const [made, second, failure] = [event(), event(), event()]
    const { store, told } = openChanged(real => {
      const commits: ByThread[] = [
        async run => {
          await real(run)
          made.come()
          await failure.came
          throw new Error('Input/output error')
        },
        () => {
          second.come()
          return new Promise(() => undefined)
        }
      ]
      return run => commits.shift()?.(run)
    })
    const first = insertAll(store, [1, 2, 3])
    await made.came
    const later = insertAll(store, [4, 5])
    await second.came
    forbidReading(store)
    failure.come()
    await expectLost(told, [...first, ...later])
    await store.close()
  })
})

function mayTrace(): boolean {
  const strace = findProgram('strace')
  if (!strace) return false
  try {
    execFileSync(strace, ['-qq', '-o', '/dev/null', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

skipUnless(mayMount(), MOUNT_LACK)('a full disk', () => {
  it('refuses every one of them by its name, keeps what it acknowledged and goes on when there is room', async () => {
    const dataDir = directory()
    expect(mountSmall(dataDir, 24)).toBe(true)
    const child = await startChild(dataDir)
    const { acknowledged, codes } = await writeUntilRefused(child.uri, 20_000)
    expect([...codes]).toEqual([14031])
    expect(acknowledged.length).toBeGreaterThan(writers)
    await expectWhole(child, acknowledged)
    execFileSync('mount', ['-o', 'remount,size=96m', dataDir])
    const later = new mongo.MongoClient(child.uri)
    const more = Array.from({ length: 200 }, (_, at) => `later ${at}`)
    await Promise.all(more.map(_id => later.db('d').collection<Text>('c').insertOne({ _id, text: '' })))
    await later.close()
    await child.kill()
    const again = await startChild(dataDir)
    await expectWhole(again, [...acknowledged, ...more])
    expect(await again.stop()).toBe(0)
    unmount(dataDir)
  })
})

const TRACER_LACK = 'a disk that does not keep what it is given — apt-get install -y strace'

skipUnless(mayTrace(), TRACER_LACK)('a commit that fails for no lasting reason', () => {
  it('is made again, and its writer hears nothing of it', async () => {
    const [dataDir, trace] = [directory(), join(directory(), 'trace')]
    // LMDB writes neighbouring pages in one call: in each thread the twentieth such call fails.
    const under = [
      'strace', '-D', '-f', '-qq', '-o', trace, '-e', 'trace=writev', '-P', join(dataDir, 'data.mdb'), '-e',
      'inject=writev:error=EAGAIN:when=20'
    ]
    const child = await startChild(dataDir, [], { under })
    const client = await new mongo.MongoClient(child.uri, { retryWrites: false }).connect()
    const ids = Array.from({ length: 60 }, (_, at) => `lone ${at}`)
    for (const _id of ids) await client.db('d').collection<Text>('c').insertOne({ _id, text: 'x'.repeat(3000) })
    await client.close()
    expect(readFileSync(trace, 'utf8')).toContain('EAGAIN (Resource temporarily unavailable) (INJECTED)')
    await expectWhole(child, ids)
    expect(await child.stop()).toBe(0)
  })
})

skipUnless(mayTrace(), TRACER_LACK)('a disk whose flushes begin to fail', () => {
  it('is noticed: nothing is acknowledged any more, and the store ends with a sentence', async () => {
    const [dataDir, trace] = [directory(), join(directory(), 'trace')]
    // The twentieth flush of each thread and all later flushes fail.
    const under = [
      'strace', '-f', '-qq', '-o', trace, '-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=20+'
    ]
    const child = await startChild(dataDir, [], { under })
    const { acknowledged } = await writeUntilRefused(child.uri, 100)
    const { code, complaint } = await child.ended()
    const flushes = readFileSync(trace, 'utf8').split('\n').filter(line => line.includes('fdatasync'))
    const worked = flushes.filter(line => line.endsWith('= 0')).length
    expect(flushes.length).toBeGreaterThan(worked)
    // A flush answers the writers that waited for it: each writer at most once.
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.length).toBeLessThanOrEqual(worked * writers)
    expect(code).toBe(70)
    expect(complaint).toContain('the embedded store has stopped working: the disk does not keep what is written')
    const again = await startChild(dataDir)
    await expectWhole(again, acknowledged)
    expect(await again.stop()).toBe(0)
  })
})

skipUnless(mayTrace(), TRACER_LACK)('a disk that refuses pages, and then the head of the file', () => {
  it.each([35, 55])('ends the store from the %ith write on, and all that was acknowledged is there', async nth => {
    const dataDir = directory()
    const under = [
      'strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=pwrite64', '-P', join(dataDir, 'data.mdb'), '-e',
      `inject=pwrite64:error=EIO:when=${nth}+`
    ]
    const child = await startChild(dataDir, [], { under })
    const { acknowledged } = await writeUntilRefused(child.uri, 100)
    const { code, complaint } = await child.ended()
    // The process is killed when a thread waits for a lock that LMDB never releases, or by LMDB, which damages its
    // memory after such an error.
    expect([70, null]).toContain(code)
    if (code === 70) {
      expect(complaint).toContain('the embedded store has stopped working: the disk does not keep what is written')
    }
    const again = await startChild(dataDir)
    await expectWhole(again, acknowledged)
    expect(await again.stop()).toBe(0)
  })
})
