/** Writers who share commits: what each of them is told when the disk does not do as it should. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { skipUnless } from '../setup/skips'
import { findProgram } from '../setup/machine'
import { type Child, startChild } from './child'
import { MOUNT_LACK, directories } from './directories'

const writers = 16
const { directory, mountSmall, mayMount, unmount, remove } = directories()
afterAll(remove)

interface Text { _id: string, text: string }
interface Told { acknowledged: string[], codes: Set<unknown> }

/** Sixteen clients insert, each until it is refused; gives what was acknowledged and the refusals' codes. */
async function writeUntilRefused(uri: string, length: number): Promise<Told> {
  const client = await new mongo.MongoClient(uri, { retryWrites: false, serverSelectionTimeoutMS: 1000 }).connect()
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

/** Every acknowledged document is there, and the indexes agree with the documents. */
async function expectWhole(child: Child, acknowledged: readonly string[]): Promise<void> {
  const client = await new mongo.MongoClient(child.uri).connect()
  const there = new Set((await client.db('d').collection<Text>('c').find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id))
  expect(acknowledged.filter(id => !there.has(id))).toEqual([])
  expect((await client.db('d').command({ validate: 'c' })).errors).toEqual([])
  await client.close()
}

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

skipUnless(mayTrace(), 'a disk that does not keep what it is given — apt-get install -y strace')('a disk whose flushes begin to fail', () => {
  it('is noticed: nothing is acknowledged any more, and the store ends with a sentence', async () => {
    const [dataDir, trace] = [directory(), join(directory(), 'trace')]
    // The twentieth flush of each thread and all after it.
    const under = ['strace', '-f', '-qq', '-o', trace, '-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=20+']
    const child = await startChild(dataDir, [], { under })
    const { acknowledged } = await writeUntilRefused(child.uri, 100)
    const { code, complaint } = await child.ended()
    const flushes = readFileSync(trace, 'utf8').split('\n').filter(line => line.includes('fdatasync'))
    const worked = flushes.filter(line => line.endsWith('= 0')).length
    expect(flushes.length).toBeGreaterThan(worked)
    // A flush lets go those who waited for it: at most every writer once.
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.length).toBeLessThanOrEqual(worked * writers)
    expect(code).toBe(70)
    expect(complaint).toContain('the embedded store has stopped working: the disk does not keep what is written')
    const again = await startChild(dataDir)
    await expectWhole(again, acknowledged)
    expect(await again.stop()).toBe(0)
  })
})
