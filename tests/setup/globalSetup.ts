import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patientUri } from './patientUri'

/**
 * One database server for the whole run: the one at MONGODB_URI, otherwise an embedded store in a temporary directory.
 * Every test file uses a database of its own there.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI
    return
  }
  const { startEmbedded } = await import('../../server/embedded/index')
  const directory = await mkdtemp(join(tmpdir(), 'backpack-test-'))
  const store = await startEmbedded({ dataDir: directory })
  process.env.TEST_MONGODB_URI = patientUri(store.uri)
  Object.assign(globalThis, { testStore: store, testDirectory: directory })
}
