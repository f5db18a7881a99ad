/** Databases, collections and the server itself. */
import { type Case, conforms, fails } from './case'

export const administration: Case[] = [
  conforms('collections: made by their first document, listed by name', [
    'listCollections', '.listCollections()'
  ], async ({ client }) => {
    const db = client.db('conformance_listing')
    await db.dropDatabase()
    await db.collection('b').insertOne({ a: 1 })
    await db.createCollection('a')
    expect((await db.listCollections().toArray()).map(({ name, type }) => [name, type]).sort()).toEqual([
      ['a', 'collection'], ['b', 'collection']
    ])
    expect(await db.listCollections({ name: 'b' }, { nameOnly: true }).toArray()).toMatchObject([
      { name: 'b', type: 'collection' }
    ])
    await db.dropDatabase()
    expect(await db.listCollections().toArray()).toEqual([])
  }),
  conforms('collections: made twice', ['create', '.createCollection()'], async ({ db }) => {
    await db.createCollection('twice')
    await fails(db.command({ create: 'twice' }), { code: 48, codeName: 'NamespaceExists' })
  }),
  conforms('collections: dropped with their indexes', ['drop', '.drop()'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }])
    await things.createIndex({ a: 1 }, { unique: true })
    expect(await things.drop()).toBe(true)
    expect(await things.find().toArray()).toEqual([])
    await things.insertMany([{ _id: 1, a: 1 }, { _id: 2, a: 1 }])
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_'])
  }),
  conforms('collections: names that are not allowed', ['create'], async ({ db }) => {
    await fails(db.command({ create: 'a$b' }), { code: 73, codeName: 'InvalidNamespace' })
    await fails(db.command({ create: '' }), { code: 73 })
  }),
  conforms('databases: dropped and listed', [
    'dropDatabase', 'listDatabases', '.dropDatabase()'
  ], async ({ client }) => {
    const names = async (): Promise<string[]> =>
      (await client.db().admin().listDatabases()).databases.map(({ name }) => name)
    const db = client.db('conformance_dropping')
    await db.collection('a').insertOne({ a: 1 })
    expect(await names()).toContain('conformance_dropping')
    await db.dropDatabase()
    expect(await names()).not.toContain('conformance_dropping')
    expect(await db.collection('a').countDocuments()).toBe(0)
  }),
  conforms('databases: one knows nothing of the other', ['insert', 'aggregate'], async ({ client }) => {
    const [one, other] = [client.db('conformance_here'), client.db('conformance_there')]
    await one.collection('a').insertOne({ a: 1 })
    expect(await other.collection('a').countDocuments()).toBe(0)
    await one.dropDatabase()
  }),
  conforms('server: ping, buildInfo and isMaster', ['ping', 'buildInfo', '.command()'], async ({ client }) => {
    const admin = client.db('admin')
    expect((await admin.command({ ping: 1 })).ok).toBe(1)
    expect((await admin.command({ buildInfo: 1 })).version).toMatch(/^\d+\.\d+\.\d+/)
    expect((await admin.command({ isMaster: 1 })).maxBsonObjectSize).toBe(16 * 1024 * 1024)
  }),
  conforms('server: hello says it is a standalone', ['hello'], async ({ client }) => {
    const hello = await client.db('admin').command({ hello: 1 })
    expect(hello).toMatchObject({ isWritablePrimary: true, readOnly: false, ok: 1 })
    expect(hello.setName).toBeUndefined()
  }),
  conforms('server: an unknown command is refused by name', ['frobnicate'], async ({ db }) => {
    const thrown = await fails(db.command({ frobnicate: 1 }), { code: 59, codeName: 'CommandNotFound' })
    expect(thrown.message).toContain('frobnicate')
  })
]
