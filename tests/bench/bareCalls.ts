/**
 * What bare Koa with the raw driver needs for a call: the database commands that the BFF sent for it are sent again
 * with other ids, and the same body is answered. No rights, no validation, no keys, no mongoose.
 */
import { randomUUID } from 'node:crypto'
import { bodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import mongoose, { mongo } from 'mongoose'

type Command = Record<string, unknown>

/** One recorded call. */
export interface Recorded {
  commands: Command[]
  status: number
  body: unknown
  /** The matter that the call created or changed; null where the call only read. */
  matter: mongo.Document | null
  /** The call created the matter; otherwise `matter` is the changed matter as it was before. */
  makes: boolean
}

/** Fields that the driver itself adds to every command. */
const DRIVERS_OWN = ['lsid', '$db', '$clusterTime', 'txnNumber', '$readPreference', 'readConcern']
/** Commands by which the driver maintains its connections. */
const UNASKED = ['hello', 'ismaster', 'ping', 'endSessions', 'killCursors', 'getMore']

/**
 * The commands that `run` sends over the connection of mongoose, which must have been opened with `monitorCommands`.
 */
export async function commandsOf(run: () => Promise<unknown>): Promise<Command[]> {
  const commands: Command[] = []
  const client = mongoose.connection.getClient()
  const note = ({ commandName, command }: { commandName: string, command: Command }): void => {
    if (UNASKED.includes(commandName)) return
    commands.push(Object.fromEntries(Object.entries(command).filter(([name]) => !DRIVERS_OWN.includes(name))))
  }
  client.on('commandStarted', note)
  await run()
  client.off('commandStarted', note)
  return commands
}

/**
 * Copies of the matter for the moves of the bare server, each as the recorded matter was before the move. They belong
 * to nobody, so that the BFF never reads them: the sealed values of a copy can't be opened.
 */
export async function copiesOf(matter: mongo.Document, count: number, collection: string): Promise<mongo.ObjectId[]> {
  const ids = Array.from({ length: count }, () => new mongo.ObjectId())
  const nobody = new mongo.ObjectId()
  const step = 1000
  for (let from = 0; from < count; from += step) {
    await mongoose.connection.collection(collection).insertMany(ids.slice(from, from + step).map(_id => {
      const own = randomUUID()
      return {
        ...matter, _id, number: own, creation: { ...matter.creation as object, key: own },
        assignee: { ...matter.assignee as object, person: nobody }, offeredTo: [{ person: nobody, from: new Date(0) }]
      }
    }))
  }
  return ids
}

/** A Koa that answers POST and GET of /NAME for each recorded call. @param copies for the calls that change a matter */
export function bareKoa(calls: Record<string, Recorded>, copies: Record<string, mongo.ObjectId[]>): Koa {
  const koa = new Koa()
  koa.use(bodyParser({ enableTypes: ['json'], jsonLimit: '1mb', parsedMethods: ['POST'] }))
  koa.use(async ctx => {
    const name = ctx.path.slice(1)
    const recorded = calls[name] as Recorded
    const db = mongoose.connection.db as mongo.Db
    for (const command of own(recorded, copies[name])) {
      const answer = await db.command(command)
      if ('findAndModify' in command && answer.value === null)
        throw new Error(`${name}: there is no matter left to change`)
    }
    ctx.status = recorded.status
    ctx.body = recorded.body
  })
  return koa
}

/** The commands with the ids of another matter. */
function own({ commands, matter, makes }: Recorded, copies: mongo.ObjectId[] | undefined): Command[] {
  if (!matter) return commands
  const id = makes ? new mongo.ObjectId() : copies?.pop()
  if (!id) throw new Error('more copies are needed for so many moves')
  const { _id: was, number, creation } = matter as { _id: mongo.ObjectId, number: string, creation: { key: string } }
  const texts = new Map([[was.toHexString(), id.toHexString()], [number, randomUUID()], [creation.key, randomUUID()]])
  const swap = (value: unknown): unknown => {
    if (typeof value === 'string') return texts.get(value) ?? value
    if (Array.isArray(value)) return value.map(swap)
    if (value instanceof mongo.ObjectId) return value.equals(was) ? id : value
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, swap(inner)]))
  }
  return commands.map(command => swap(command) as Command)
}
