import { openDatabase, type Database } from '../database'
import type { Env } from '../env'
import { createLog } from '../log'

/**
 * Opens the database for a command that may run beside the server. Data of another version are refused: only the server
 * and `npm run migrate` migrate.
 * @param advice the sentence for an embedded store that is in use by another process
 * @throws Error with a sentence for the person who typed the command
 */
export function openForCommand(env: Env, advice: string): Promise<Database> {
  return openDatabase(env, createLog(env.logLevel)).catch((error: Error) => {
    throw new Error(env.mongodbUri
      ? `用不了 MONGODB_URI 的数据库：${error.message}`
      : `打不开 ${env.dataDir} 里的数据库：${error.message}\n${advice}`, { cause: error })
  })
}
