import { mongo } from 'mongoose'
import { int32, insertion, nested, patched, query, withChecksum, withId } from './brokenFrames'
import { RawSocket, type Reply, ask, body, command, frame, message, sequence } from './rawSocket'
import { failure } from './target'
import { dice, endurance, seed } from '../setup/endurance'
import { besieged } from './witness'
import { Cursors } from '../../server/embedded/cursors'
import type { Pause } from '../../server/embedded/query'

const { BSON } = mongo
const mostConnections = 2000
const patienceSeconds = 2
/** In multiples of the known question of `Effort`. */
const longestWait = 100
const siege = besieged(longestWait, ['--connections', String(mostConnections), '--patience', String(patienceSeconds)])

const doc = BSON.serialize({ _id: 1, text: 'twelve bytes' })
const ping = command({ ping: 1 })
const textAt = body({ ping: 1, text: 'word' }).indexOf('word') - 4

const hopeless: [string, Buffer][] = [
  ['a frame of length 0', frame(2013, Buffer.alloc(0), 0)],
  ['a frame of negative length', frame(2013, Buffer.alloc(8), -5)],
  ['a frame shorter than its head', frame(2013, Buffer.alloc(8), 15)],
  ['a frame without flags', frame(2013, Buffer.alloc(0), 16)],
  ['a frame beyond 48 MB', frame(2013, Buffer.alloc(8), 48_000_001)],
  ['a frame of 2 GB', frame(2013, Buffer.alloc(8), 2 ** 31 - 1)],
  ['opcode 0', frame(0, Buffer.alloc(8))],
  ['OP_INSERT of old', frame(2002, Buffer.alloc(30))],
  ['a compressed frame nobody agreed on', frame(2012, Buffer.alloc(30))],
  ['opcode -1', frame(-1, Buffer.alloc(30))],
  ['a wrong checksum', withChecksum(1)],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')],
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex')]
]
it.each(hopeless)('closes on %s', async (_name, bytes) => {
  expect(await ask(siege.child.port, bytes)).toBeUndefined()
})

const mistaken: [string, Buffer, number][] = [
  ['no sections', message([]), 9],
  ['only a sequence', message([sequence('documents', [doc])]), 9],
  ['two bodies', message([body({ ping: 1 }), body({ ping: 1 })]), 9],
  ['a section of unknown kind', message([Buffer.from([2, 1, 2, 3])]), 9],
  ['a required flag nobody knows', message([body({ ping: 1 })], 1 << 5), 9],
  ['no database', message([Buffer.concat([Buffer.from([0]), BSON.serialize({ ping: 1 })])]), 9],
  ['a body longer than its frame', message([patched(body({ ping: 1 }), 1, 5000)]), 22],
  ['a body of length 0', message([patched(body({ ping: 1 }), 1, 0)]), 22],
  ['a body of negative length', message([patched(body({ ping: 1 }), 1, -1)]), 22],
  ['a body shorter than it is', message([patched(body({ ping: 1 }), 1, 12)]), 22],
  ['a text longer than its document', message([patched(body({ ping: 1, text: 'word' }), textAt, 1_000_000)]), 22],
  ['a text of negative length', message([patched(body({ ping: 1, text: 'word' }), textAt, -1)]), 22],
  ['a sequence longer than its frame', message([body({ insert: 'a' }), sequence('documents', [doc], 5000)]), 22],
  ['a sequence of length 0', message([body({ insert: 'a' }), sequence('documents', [doc], 0)]), 22],
  ['a sequence of negative length', message([body({ insert: 'a' }), sequence('documents', [doc], -100)]), 22],
  [
    'a sequence that cuts a document', message([body({ insert: 'a' }), sequence('documents', [doc.subarray(0, 20)])]),
    22
  ],
  ['a sequence twice', message([body({ insert: 'a' }), sequence('documents', [doc]), sequence('documents', [doc])]), 9],
  [
    'a sequence that is in the body too', message([body({ insert: 'a', documents: [] }), sequence('documents', [doc])]),
    9
  ],
  ['a sequence called __proto__', message([body({ ping: 1 }), sequence('__proto__', [doc])]), 9],
  ['an OP_QUERY that is no command', query('abuse.things\0', Buffer.concat([int32(0), int32(1), doc])), 352],
  ['an OP_QUERY without an end of its name', query('abuse', Buffer.alloc(0)), 22],
  ['an OP_QUERY without a document', query('abuse.$cmd\0', int32(0)), 22],
  ['an unknown command', command({ nonsense: 1 }), 59],
  ['an empty command', message([body({})]), 59],
  ['a command called constructor', command({ constructor: 1 }), 59],
  ['a collection that is no text', command({ find: { a: 1 } }), 73],
  ['a body of 17 MB', command({ insert: 'a', documents: [{ text: 'x'.repeat(17_000_000) }] }), 10334],
  ['a document of 17 MB in a sequence', insertion(BSON.serialize({ _id: 1, text: 'x'.repeat(17_000_000) })), 10334],
  [
    'more than 100,000 writes',
    message([body({ insert: 'a' }), sequence('documents', Array<Uint8Array>(100_001).fill(BSON.serialize({})))]), 16
  ]
]
it.each(mistaken)('answers %s with its error and goes on', async (_name, bytes, code) => {
  const socket = await RawSocket.open(siege.child.port)
  socket.send(bytes)
  expect(await socket.answer()).toMatchObject({ ok: 0, code })
  socket.send(ping)
  expect(await socket.answer()).toMatchObject({ ok: 1 })
  socket.end()
})

it('takes what is unusual but right', async () => {
  expect(await ask(siege.child.port, withChecksum())).toMatchObject({ ok: 1 })
  expect(await ask(siege.child.port, message([body({ ping: 1 })], 1 << 16))).toMatchObject({ ok: 1 })
  expect(
    await ask(
      siege.child.port, query('admin.$cmd\0', Buffer.concat([int32(0), int32(-1), BSON.serialize({ isMaster: 1 })]))
    )
  ).toMatchObject({ ismaster: true, maxWireVersion: 21 })
  const byPieces = await RawSocket.open(siege.child.port)
  for (const byte of ping) byPieces.send(Buffer.from([byte]))
  expect(await byPieces.answer()).toMatchObject({ ok: 1 })
  byPieces.send(Buffer.concat([ping, ping, message([body({ insert: 'quiet', documents: [{ _id: 1 }] })], 2), ping]))
  for (let answers = 0; answers < 3; answers += 1) expect(await byPieces.answer()).toMatchObject({ ok: 1 })
  byPieces.send(command({ count: 'quiet' }))
  expect(await byPieces.answer()).toMatchObject({ n: 1 })
  byPieces.end()
})

it('refuses deep nesting, in documents, filters and updates', async () => {
  for (const levels of [200, 5000, 1_000_000]) {
    const reply = await ask(siege.child.port, insertion(withId(nested(levels)))) as Reply
    const [refused] = reply.writeErrors as Reply[] | undefined ?? [reply]
    expect([15, 22]).toContain(refused?.code)
  }
  const ors = (levels: number): object => levels === 0 ? { a: 1 } : { $or: [ors(levels - 1)] }
  expect(await ask(siege.child.port, command({ find: 'deep', filter: ors(1500) }))).toMatchObject({
    ok: expect.any(Number) as number
  })
  expect(await ask(siege.child.port, command({ count: 'deep' }))).toMatchObject({ n: 0 })
})

const spoiledCommands = endurance({ short: 300, long: 900 })
it(`survives ${spoiledCommands} right commands with wrong bytes in them (seed ${seed()})`, async () => {
  const next = dice()
  const below = (most: number): number => Math.floor(next() * most)
  const right = [
    command({
      find: 'a', filter: { a: { $in: [1, 'x', new mongo.ObjectId(), new Date(0)] } }, sort: { a: 1 }, limit: 5
    }),
    message([
      body({ insert: 'a' }),
      sequence('documents', [
        BSON.serialize({ text: 'word', n: 1, list: [1, { b: 2 }], bin: new mongo.Binary(Buffer.alloc(9)) })
      ])
    ]),
    command({
      update: 'a',
      updates: [
        { q: { n: 1 }, u: { $set: { 'list.0': 5 }, $push: { more: { $each: [1], $slice: -5 } } }, upsert: true }
      ]
    }),
    command({
      aggregate: 'a', pipeline: [{ $match: { n: 1 } }, { $group: { _id: '$n', total: { $sum: 1 } } }], cursor: {}
    }),
    command({ createIndexes: 'b', indexes: [{ key: { a: 1, b: -1 }, name: 'a_1', unique: true }] })
  ]
  for (let round = 0; round < spoiledCommands; round += 1) {
    const bytes = Buffer.from(right[below(right.length)] as Buffer)
    for (let wrong = 0; wrong <= below(3); wrong += 1) bytes[16 + below(bytes.length - 16)] = below(256)
    const reply = await ask(siege.child.port, Buffer.concat([bytes, ping]))
    if (reply) expect([0, 1]).toContain(reply.ok)
  }
})

it('cuts off who holds most when half-sent frames fill the memory', async () => {
  const piece = Buffer.alloc(16 * 1024 * 1024)
  const sockets = await Promise.all(Array.from({ length: 40 }, () => RawSocket.open(siege.child.port)))
  const firstClosed = Promise.race(sockets.map(socket => socket.closed))
  for (const socket of sockets) {
    socket.send(frame(2013, Buffer.alloc(0), 40 * 1024 * 1024))
    socket.send(piece)
  }
  await firstClosed
  await siege.witness.more(3)
  for (const socket of sockets) socket.end()
})

it('closes a frame that stays half sent, but not a connection that is only silent', async () => {
  const [half, silent] = [await RawSocket.open(siege.child.port), await RawSocket.open(siege.child.port)]
  half.send(ping.subarray(0, 10))
  await half.closed
  silent.send(ping)
  expect(await silent.answer()).toMatchObject({ ok: 1 })
  silent.end()
})

it('lets a client that does not read wait alone, and in the end goes on without it', async () => {
  const big = BSON.serialize({ _id: 'big', text: 'x'.repeat(8_000_000) })
  expect(await ask(siege.child.port, message([body({ insert: 'big' }), sequence('documents', [big])]))).toMatchObject({
    n: 1
  })
  const slow = await Promise.all(Array.from({ length: 20 }, () => RawSocket.open(siege.child.port, { listens: false })))
  for (const socket of slow) for (let times = 0; times < 20; times += 1) socket.send(command({ find: 'big' }))
  await siege.witness.more(20)
  // A client that does not read does not see the end of its connection either, but can't write any more.
  while (slow.some(({ socket }) => !socket.closed)) {
    for (const socket of slow) socket.send(ping)
    await siege.witness.more(1)
  }
})

it('unpacks several messages of 48 MB without holding up others', async () => {
  const docs = Array.from({ length: 30_000 }, (_, n) => BSON.serialize({ n, text: 'x'.repeat(1500), list: [1, 2, 3] }))
  const replies = await Promise.all([
    'one', 'two', 'three'
  ].map(name => ask(siege.child.port, message([body({ insert: name }), sequence('documents', docs)]))))
  for (const reply of replies) expect(reply).toMatchObject({ ok: 1, n: 30_000 })
})

it(`serves ${mostConnections} connections, tells the next why not, and takes new ones ` +
  'when some have gone', async () => {
  const crowd: RawSocket[] = []
  while (crowd.length < mostConnections - 20) crowd.push(...await flood(20))
  let refusal: Reply | undefined
  while (!refusal) {
    const socket = await RawSocket.open(siege.child.port)
    socket.send(ping)
    const reply = await socket.answer()
    if (reply?.ok === 1) crowd.push(socket)
    else {
      refusal = reply
      await socket.closed
    }
    expect(crowd.length).toBeLessThanOrEqual(mostConnections)
  }
  expect(refusal?.errmsg).toBe(`too many connections: this store takes ${mostConnections} at a time`)
  expect(crowd.length).toBeGreaterThan(mostConnections - 20)
  const late = new mongo.MongoClient(siege.child.uri, { serverSelectionTimeoutMS: 5000 })
  expect((await refusedClient(late)).message).toContain('too many connections')
  await Promise.all([...crowd.slice(0, 500), ...await flood(100)].map(async socket => {
    socket.end()
    await socket.closed
  }))
  await siege.witness.more(3)
  const { client, close } = await connected()
  expect(await client.db('abuse').command({ ping: 1 })).toMatchObject({ ok: 1 })
  await close()
  for (const socket of crowd) socket.end()
})

/** Opens connections at the same time, whether or not they are served. */
const flood = (count: number): Promise<RawSocket[]> =>
  Promise.all(Array.from({ length: count }, () => RawSocket.open(siege.child.port)))

async function refusedClient(client: mongo.MongoClient): Promise<Error> {
  try {
    await client.connect()
  } catch (thrown) {
    return thrown as Error
  } finally {
    await client.close()
  }
  throw new Error('the client should have been refused')
}

async function connected(): Promise<{ client: mongo.MongoClient, close(): Promise<void> }> {
  const client = await new mongo.MongoClient(siege.child.uri).connect()
  return { client, close: () => client.close() }
}

it('bounds open cursors: who forgets thousands loses his oldest', async () => {
  const { client, close } = await connected()
  const db = client.db('abuse')
  await db.collection<{ _id: number }>('few').insertMany([{ _id: 1 }, { _id: 2 }])
  const first = await db.command({ find: 'few', batchSize: 1 }, { promoteLongs: false })
  for (let opened = 0; opened < 10_000; opened += 500) {
    await Promise.all(Array.from({ length: 500 }, () => db.command({ find: 'few', batchSize: 1 })))
  }
  expect((await db.command({ serverStatus: 1 })).metrics).toMatchObject({ cursor: { open: { total: 10_000 } } })
  expect((await failure(db.command({ getMore: first.cursor.id as unknown, collection: 'few' }))).code).toBe(43)
  await close()
})

it('ends a cursor nobody has asked for in ten minutes', async () => {
  const cursors = new Cursors()
  const patient = { isDue: () => false } as Pause
  const tenMinutes = 10 * 60 * 1000
  const open = (): Promise<{ id: bigint }> =>
    cursors.begin('abuse.few', [doc, doc, doc][Symbol.iterator](), 1, false, patient)
  const [used, forgotten] = [await open(), await open()]
  cursors.sweep(Date.now() + tenMinutes - 1000)
  expect(cursors.count).toBe(2)
  await cursors.next('abuse.few', used.id, 1, patient)
  cursors.sweep(Date.now() + tenMinutes + 1000)
  await expect(cursors.next('abuse.few', forgotten.id, 1, patient)).rejects.toMatchObject({ code: 43 })
})

it('closes what it can keep no cursor for', async () => {
  const cursors = new Cursors(0)
  let closed = false
  const source = (function * () {
    try {
      yield * [doc, doc]
    } finally {
      closed = true
    }
  })()
  await expect(cursors.begin('abuse.few', source, 1, false, { isDue: () => false } as Pause)).rejects.toMatchObject({
    code: 146
  })
  expect(closed).toBe(true)
})

it('answers the well-behaved client all the time', () => {
  expect(siege.witness.answers).toBeGreaterThan(100)
})
