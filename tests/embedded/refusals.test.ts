/** No wrong answer is silent: a feature of MongoDB that the store lacks is refused by its name and leaves no trace. */
import { mongo } from 'mongoose'
import { refusals } from './refusals'
import { embeddedTarget, failure, type Target } from './target'

let server: Target
beforeAll(async () => {
  server = await embeddedTarget()
  await server.db.collection('things').insertOne({ a: [1], n: 5, s: 'x' })
})
afterAll(() => server.close())

/** The error of the command itself, or of its first statement. */
async function refusalOf(command: Record<string, unknown>): Promise<mongo.MongoServerError> {
  return failure(server.db.command(command).then(reply => {
    const [first] = (reply.writeErrors ?? []) as mongo.ErrorDescription[]
    if (first) throw new mongo.MongoServerError(first)
  }))
}

it.each(refusals)('refuses %s', async (_what, command, named) => {
  const before = await server.db.collection('things').find().toArray()
  const { message, code } = await refusalOf(command)
  expect(message).toMatch(named)
  expect(code).not.toBe(1)
  expect(await server.db.collection('things').find().toArray()).toEqual(before)
})

it('leaves no collection and no index behind', async () => {
  expect((await server.db.listCollections().toArray()).map(({ name }) => name)).toEqual(['things'])
  expect(await server.db.collection('things').indexes()).toHaveLength(1)
})

it('refuses sessions\' transactions and change streams through the driver', async () => {
  const session = server.client.startSession()
  await failure(session.withTransaction(() => server.db.collection('things').insertOne({ a: 2 }, { session })))
  await session.endSession()
  expect((await failure(server.db.collection('things').watch().next())).message).toContain('$changeStream')
  expect(await server.db.collection('things').countDocuments()).toBe(1)
})
