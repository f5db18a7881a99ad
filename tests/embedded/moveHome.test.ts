import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { mongo } from 'mongoose'
import { startEmbedded } from '../../server/embedded/index'
import { moveHome } from '../../server/embedded/moveHome'
import { skipUnless } from '../setup/skips'
import { runScript, startChild } from './child'
import { furnish, portrait } from './household'
import { type Target, embeddedTarget, failure, temporaryDirectory } from './target'

const room = temporaryDirectory()
let serial = 0
const place = (): string => join(room, String(serial += 1))
const silent = (): void => undefined

async function furnished(
  change: (client: mongo.MongoClient) => Promise<unknown> = async () => undefined
): Promise<{ dataDir: string, was: Awaited<ReturnType<typeof portrait>> }> {
  const dataDir = place()
  const store = await startEmbedded({ dataDir })
  const client = await new mongo.MongoClient(store.uri).connect()
  await furnish(client)
  await change(client)
  const was = await portrait(client, 'home')
  await client.close()
  await store.stop()
  return { dataDir, was }
}

/** The target of the move: a second embedded store. */
let target: Target & { uri: string }
beforeEach(async () => {
  target = await embeddedTarget()
})
afterEach(() => target.close())
afterAll(() => rmSync(room, { recursive: true, force: true }))

const uriOf = (database: string): string => target.uri.replace('/?', `/${database}?`)

it('moves every document and index by one command, into the database the address names', async () => {
  const { dataDir, was } = await furnished()
  const { code, output, complaint } = await runScript('moveHome', ['--from', dataDir, '--to', uriOf('new')])
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
  expect(output).toContain('moved 2504 documents of 5 collections')
  expect(await portrait(target.client, 'new')).toEqual(was)
})

it('keeps the names of the databases where the address names none', async () => {
  const { dataDir, was } = await furnished(client => client.db('second').collection('other').insertOne({ a: 1 }))
  await moveHome(dataDir, target.uri, silent)
  expect(await portrait(target.client, 'home')).toEqual(was)
  expect(await target.client.db('second').collection('other').countDocuments()).toBe(1)
  await expect(moveHome(dataDir, uriOf('one'), silent)).rejects.toThrow(
    'holds the databases home and second: give the URI without the name of one'
  )
})

it('goes on where it was broken off', async () => {
  const { dataDir, was } = await furnished()
  const brokenOff = moveHome(dataDir, uriOf('new'), sentence => {
    if (sentence.startsWith('home.many')) throw new Error('broken off')
  })
  await expect(brokenOff).rejects.toThrow('broken off')
  const many = target.client.db('new').collection<{ _id: number }>('many')
  await many.deleteMany({ _id: { $gte: 700 } })
  await many.dropIndexes()
  const told: string[] = []
  await moveHome(dataDir, uriOf('new'), sentence => told.push(sentence))
  expect(told[0]).toBe('a move of the same data was broken off here: going on with it')
  expect(await portrait(target.client, 'new')).toEqual(was)
  await expect(moveHome(dataDir, uriOf('new'), silent)).rejects.toThrow('the database new is not empty')
})

it('goes on after the new home was killed in the middle', async () => {
  const { dataDir, was } = await furnished()
  const newHome = place()
  const first = await startChild(newHome)
  let killed: Promise<void> | undefined
  const move = moveHome(dataDir, `${first.uri.replace('/?', '/new?')}&serverSelectionTimeoutMS=10000`, sentence => {
    if (sentence.startsWith('home.kinds')) killed = first.kill()
  })
  await expect(move).rejects.toThrow()
  expect(killed).toBeDefined()
  await killed
  const second = await startChild(newHome)
  await moveHome(dataDir, second.uri.replace('/?', '/new?'), silent)
  const client = await new mongo.MongoClient(second.uri).connect()
  expect(await portrait(client, 'new')).toEqual(was)
  await client.close()
  expect(await second.stop()).toBe(0)
})

describe('refuses in a sentence', () => {
  it('a new home that somebody lives in, and leaves it as it is', async () => {
    const { dataDir } = await furnished()
    await target.client.db('new').collection('guests').insertOne({ a: 1 })
    await expect(moveHome(dataDir, uriOf('new'), silent)).rejects.toThrow(
      'the database new is not empty (guests holds documents): move into an empty one'
    )
    expect(await target.client.db('new').listCollections().toArray()).toHaveLength(1)
  })

  it('a new home in which a move of other data was broken off', async () => {
    const [one, other] = [
      await furnished(), await furnished(client => client.db('home').collection('many').deleteOne({ code: 'c5' }))
    ]
    await expect(moveHome(one.dataDir, uriOf('new'), () => { throw new Error('broken off') })).rejects.toThrow(
      'broken off'
    )
    await expect(moveHome(other.dataDir, uriOf('new'), silent)).rejects.toThrow(
      'a move of other data into new was broken off: empty that database first'
    )
  })

  it('to call it done when something else has written there meanwhile', async () => {
    const { dataDir } = await furnished()
    await expect(moveHome(dataDir, uriOf('new'), () => { throw new Error('broken off') })).rejects.toThrow('broken off')
    await target.client.db('new').collection<{ _id: number }>('many').insertOne({ _id: 99_999 })
    await expect(moveHome(dataDir, uriOf('new'), silent)).rejects.toThrow(
      'new.many differs from the old home: 2501 documents instead of 2500'
    )
  })

  it('to move out while the store is being served', async () => {
    const { dataDir } = await furnished()
    const store = await startEmbedded({ dataDir })
    expect(await runScript('moveHome', ['--from', dataDir, '--to', uriOf('new')])).toMatchObject({
      code: 1,
      complaint: `the data directory ${dataDir} is in use by another process: stop that one, or choose ` +
        'another directory\n'
    })
    await store.stop()
  })

  it('an address nobody answers at, or that is none', async () => {
    const { dataDir } = await furnished()
    await expect(moveHome(dataDir, 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=3000', silent)).rejects.toThrow(
      'ECONNREFUSED'
    )
    expect((await runScript('moveHome', ['--from', dataDir, '--to', 'localhost'])).complaint).toContain(
      '--to must be an address'
    )
    expect((await runScript('moveHome', [])).complaint).toContain('usage: npm run move-home')
  })
})

const independent = process.env.INDEPENDENT_SERVER ?? ''

skipUnless(
  independent !== '',
  'moving to an independent server: set INDEPENDENT_SERVER to a command that takes a port and prints its URI'
)('the independent server', () => {
  let server: ChildProcess
  let uri: string
  beforeAll(async () => {
    server = spawn(independent, ['0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    ;[uri] = await once(createInterface({ input: server.stdout as NodeJS.ReadableStream }), 'line') as [string]
  })
  afterAll(async () => {
    const gone = once(server, 'exit')
    server.kill()
    await gone
  })

  it('takes the same documents in; backing it up is left to its own tools', async () => {
    const { dataDir, was } = await furnished()
    await moveHome(dataDir, `${uri}/new`, silent)
    const client = await new mongo.MongoClient(uri).connect()
    const found = await portrait(client, 'new')
    for (const [name, { documents }] of Object.entries(was)) expect(found[name]?.documents).toEqual(documents)
    expect((await failure(client.db('new').collection('many').insertOne({ code: 'c1' }))).code).toBe(11000)
    expect((await runScript('backup', ['--uri', uri, '--to', place()])).complaint).toContain(
      'is not the embedded store: back up a MongoDB with its own mongodump'
    )
    await client.close()
  })
})
