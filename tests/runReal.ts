/**
 * `npm run test:real`: the tests over HTTP and the conformance cases on another server of MongoDB's protocol than the
 * embedded store. `--on=uri|mongod|independent` takes only that one; other arguments go on to jest.
 */
import { closingLine } from './setup/counts'
import { CHOICES, NO_SERVER, NotHere, openRealServer, type Choice } from './setup/realServer'
import { patientUri } from './setup/patientUri'
import { runJest, runMain } from './setup/runJest'
import type { RealServer } from './setup/startedServer'

const PROJECTS = ['--selectProjects', 'server', 'embedded', '--']
/** The default paths. The other tests in tests/embedded are about the embedded store only. */
const USUAL_PATHS = ['tests/server', 'tests/journeys', 'tests/embedded/conformance']

runMain(async () => {
  const { only, jestArguments } = readArguments(process.argv.slice(2))
  const server = await openRealServer(only).catch((error: Error) => {
    if (error instanceof NotHere) return error
    throw error
  })
  if (server === null || server instanceof NotHere) return tellLack(server?.message ?? NO_SERVER)
  try {
    await runOn(server, jestArguments)
  } finally {
    await server.stop()
  }
})

async function runOn(server: RealServer, jestArguments: string[]): Promise<void> {
  process.stdout.write(`On ${server.name}, ${server.uri.replace(/\/\/[^@/]*@/, '//')}\n`)
  const paths = jestArguments.filter(argument => !isOption(argument))
  const { counts, clean } = await runJest(
    [...jestArguments.filter(isOption), ...PROJECTS, ...(paths.length > 0 ? paths : USUAL_PATHS)],
    { MONGODB_URI: patientUri(server.uri), MONGODB_KIND: server.kind }
  )
  process.exitCode = clean && counts.passed > 0 ? 0 : 1
  process.stdout.write(`${closingLine(counts)}\n`)
}

/** Reports both suites as skipped, with nothing failed and nothing passed. */
function tellLack(what: string): void {
  process.stdout.write(`skipped: ${what}\n${closingLine({ passed: 0, failed: 0, skipped: 2 })}\n`)
}

function readArguments(given: string[]): { only: Choice | null, jestArguments: string[] } {
  const choice = given.find(argument => argument.startsWith('--on='))?.slice('--on='.length)
  const only = CHOICES.find(one => one === choice) ?? null
  if (choice !== undefined && only === null) throw new Error(`--on is one of ${CHOICES.join(', ')}, not ${choice}.`)
  return { only, jestArguments: given.filter(argument => !argument.startsWith('--on=')) }
}

function isOption(argument: string): boolean {
  return argument.startsWith('-')
}
