/**
 * The surroundings of a case: a database for its area, new collections in this database, and the record of the sent
 * commands.
 */
import mongoose, { type mongo } from 'mongoose'
import { type AnyDoc, target } from '../target'
import { tokensOf } from './tokens'

type Id = number | string | boolean | Date | object | null
export type Thing = mongo.Document & { _id?: Id }
export type Things = mongo.Collection<Thing>

export interface Ground {
  db: mongo.Db
  client: mongo.MongoClient
  /** A new collection with these documents. */
  fresh(documents?: readonly AnyDoc[]): Promise<Things>
  /** mongoose on the same database. */
  mongoose(): Promise<mongoose.Connection>
  /** Tokens sent since the last call. */
  sent(): Set<string>
  close(): Promise<void>
}

/** Opens the server under test (see target.ts). */
export async function openGround(): Promise<Ground> {
  const server = await target()
  let seen = new Set<string>()
  const listen = (client: mongo.MongoClient): void => {
    client.on('commandStarted', ({ commandName, command }) => {
      for (const token of tokensOf(commandName, command as AnyDoc)) seen.add(token)
    })
  }
  listen(server.client)
  let made = 0
  let connection: mongoose.Connection | undefined
  return {
    db: server.db,
    client: server.client,
    async fresh(documents = []) {
      made += 1
      const things: Things = server.db.collection(`things${made}`)
      if (documents.length > 0) await things.insertMany(documents.map(doc => ({ ...doc })) as Thing[])
      return things
    },
    async mongoose() {
      if (connection) return connection
      connection = await mongoose.createConnection(server.uri, {
        dbName: server.db.databaseName, monitorCommands: true, autoIndex: false
      }).asPromise()
      listen(connection.getClient() as unknown as mongo.MongoClient)
      return connection
    },
    sent() {
      const tokens = seen
      seen = new Set()
      return tokens
    },
    async close() {
      await connection?.close()
      await server.close()
    }
  }
}
