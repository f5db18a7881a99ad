import { openDatabase, type Database } from '../database'
import type { Env } from '../env'
import { createLog } from '../log'

/**
 * Opens the database for a command that may run beside the server.
 * @param advice a sentence added to the error when the embedded store, which serves one process at a time, can't be
 *   opened
 * @throws Error with a sentence for the user of the command
 */
export function openForCommand(env: Env, advice: string): Promise<Database> {
  return openDatabase(env, createLog(env.logLevel)).catch((error: Error) => {
    throw new Error(env.mongodbUri
      ? `用不了 MONGODB_URI 的数据库:${error.message}`
      : `打不开 ${env.dataDir} 里的数据库:${error.message}\n${advice}`, { cause: error })
  })
}
