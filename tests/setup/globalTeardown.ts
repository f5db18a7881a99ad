import { rm } from 'node:fs/promises'

export default async function globalTeardown(): Promise<void> {
  const { testStore, testDirectory } = globalThis as { testStore?: { stop(): Promise<void> }; testDirectory?: string }
  await testStore?.stop()
  if (testDirectory) await rm(testDirectory, { recursive: true, force: true })
}
