import { openDatabase, type Database } from '../database'
import type { Env } from '../env'
import { createLog } from '../log'

/**
 * The database for a command that may run beside the server. Data of another version are refused: migrating is for
 * the server and for `npm run migrate`.
 * @param advice said where the embedded store, which one process at a time may use, can't be opened
 * @throws Error in a sentence for who typed the command
 */
export function openForCommand(env: Env, advice: string): Promise<Database> {
  return openDatabase(env, createLog(env.logLevel)).catch((error: Error) => {
    throw new Error(env.mongodbUri
      ? `用不了 MONGODB_URI 的数据库:${error.message}`
      : `打不开 ${env.dataDir} 里的数据库:${error.message}\n${advice}`, { cause: error })
  })
}
