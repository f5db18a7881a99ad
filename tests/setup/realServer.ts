import { startIndependent } from './independentServer'
import { findMongod, findProgram } from './machine'
import { startMongod } from './mongod'
import type { RealServer } from './startedServer'

export const CHOICES = ['uri', 'mongod', 'independent'] as const
export type Choice = (typeof CHOICES)[number]

export const NO_SERVER = 'tests on another MongoDB server — set MONGODB_URI, '
  + 'or MONGOD_BINARY to a mongod (mongodb.com/try/download/community), '
  + 'or INDEPENDENT_SERVER to a command that prints the URI of one'

/**
 * Opens the first available server: at MONGODB_URI, a mongod, the independent one. Null when there is none.
 * @param only considers only this one
 */
export async function openRealServer(only: Choice | null): Promise<RealServer | null> {
  const { MONGODB_URI: uri, INDEPENDENT_SERVER: command } = process.env
  const mongod = findMongod()
  const wanted = (choice: Choice): boolean => only === null || only === choice
  if (uri && wanted('uri')) {
    return { name: 'the server at MONGODB_URI', uri, kind: kindOfGiven(), stop: async () => undefined }
  }
  if (mongod && wanted('mongod')) return startMongod(mongod)
  if (command && wanted('independent')) {
    if (!findProgram('java')) {
      throw new NotHere('tests on the independent server — apt-get install -y default-jre-headless')
    }
    return startIndependent(command)
  }
  return null
}

/** The machine lacks something that the requested server needs; the message says how to install it. */
export class NotHere extends Error {}

function kindOfGiven(): RealServer['kind'] {
  return process.env.MONGODB_KIND === 'independent' ? 'independent' : 'mongodb'
}
