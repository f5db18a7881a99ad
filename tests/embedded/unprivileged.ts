/**
 * A program that takes a data directory as a user without rights in it. The program's own code is loaded before the
 * rights are given up, so the checkout may lie where only its owner can read it.
 */
import { lockDirectory } from '../../server/embedded/directoryLock'
import { giveUpRights } from './rights'

async function main([dataDir]: string[]): Promise<void> {
  giveUpRights()
  await lockDirectory(dataDir as string)
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
