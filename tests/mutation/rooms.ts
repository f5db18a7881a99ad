import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/builds'

/** Files, and the tests that judge their mutants. Paths below the checkout. */
export interface Part {
  mutate: readonly string[]
  /** Test files, and directories of test files that end with a slash. */
  tests: readonly string[]
}

/**
 * What is mutated in one run of Stryker. A mutant is judged by the tests of its part only, not by the whole suite: a
 * survivor may still be noticed by a journey or by the matrix of rights, so the score is a lower bound.
 */
export interface Room {
  name: string
  parts: readonly Part[]
  /** The default share of the room's mutants in a run: 0 to 1. */
  share: number
}

const rules = (...files: string[]) => files.map(file => `tests/rules/${file}.test.ts`)
const served = (...files: string[]) => files.map(file => `tests/server/${file}.test.ts`)

/**
 * Declarations have no rules of their own: models and their parts are compared with the types and with what is stored
 * (tests/setup/misfits.ts), mounts with the contract by the compiler and with the OpenAPI document by its test.
 */
const DECLARATIONS = /(^|\/)(\w*[mM]odel|partFields|matterFields|serviceRequestFields|routes)\.ts$/

export const ROOMS: readonly Room[] = [
  {
    name: 'contract',
    parts: parts('src/contract', ['tests/rules/contract/', ...rules('statusTable', 'permissionsDocument')], {
      day: rules('contract/day', 'day'), halfDay: rules('contract/halfDay'), number: rules('contract/number'), idNumber: rules('contract/idNumber'), consent: rules('contract/storedNames', 'privacyWords'),
      serviceRequest: rules('contract/matter', 'contract/storedNames', 'statusTable'), matter: rules('contract/matter', 'contract/storedNames', 'statusTable'),
      permissions: rules('contract/permissions', 'contract/storedNames', 'permissionsDocument'), endpoints: rules('contract/permissions', 'permissionsDocument')
    }),
    share: 0.15
  },
  { name: 'workingTime', parts: parts('server/workingTime', rules('workingTime')), share: 0.3 },
  {
    name: 'matters',
    parts: [...parts('server/numbers', rules('matters/numbers')), ...parts('server/matters', ['tests/server/matters/', ...served('serviceRequests/passOn', 'serviceRequests/handOvers', 'serviceRequests/moves')], {
      route: [...rules('route'), ...served('serviceRequests/submit')], clocks: rules('matters/clocks'), assignment: rules('matters/assignment'), consent: rules('matters/consent'),
      candidates: rules('matters/candidates'), sealing: [...rules('matters/sealing'), ...served('serviceRequests/sealing')],
      move: [...rules('matters/writtenChange'), ...served('serviceRequests/moves')], present: rules('serviceRequests/summary', 'serviceRequests/detail'),
      relations: served('matters/relations', 'serviceRequests/handOvers', 'permissions/moves'), defineKind: served('matters/secondKindKept'),
      list: served('serviceRequests/lists', 'matters/secondKind'), questions: served('matters/questions', 'matters/secondKind', 'serviceRequests/lists', 'serviceRequests/passOn'),
      submit: served('serviceRequests/submit', 'matters/secondKind'),
      tell: [...served('notices/deliver'), ...rules('serviceRequests/plans')], colleagues: [...rules('matters/candidates'), ...served('serviceRequests/moves')],
      suspendConsent: served('serviceRequests/consent', 'beneficiaries/consent')
    })],
    share: 0.15
  },
  {
    name: 'serviceRequests',
    parts: parts('server/serviceRequests', [...served('serviceRequests/moves', 'serviceRequests/submit', 'serviceRequests/handOvers', 'serviceRequests/consent')], {
      schema: [...served('app/openapi', 'app/edges', 'app/hiddenCharacters', 'serviceRequests/submit', 'serviceRequests/lists', 'serviceRequests/consent')],
      channel: rules('serviceRequests/summary'),
      preferredTimes: rules('serviceRequests/plans'),
      presentSummary: [...rules('serviceRequests/summary'), ...served('serviceRequests/lists')],
      presenter: rules('serviceRequests/detail'),
      state: rules('serviceRequests/summary'),
      idNumber: [...rules('serviceRequests/idNumber'), ...served('serviceRequests/idNumber')],
      lookAtIdNumber: served('serviceRequests/idNumber'),
      findByIdNumber: served('serviceRequests/idNumber'),
      slip: served('serviceRequests/slip'),
      list: served('serviceRequests/lists'),
      beneficiaryOf: served('serviceRequests/submit', 'serviceRequests/consent', 'beneficiaries/consent', 'serviceRequests/handOvers'),
      'plans/asking': [...rules('serviceRequests/plans'), ...served('serviceRequests/moves', 'serviceRequests/handOvers')],
      'plans/answering': [...rules('serviceRequests/plans'), ...served('serviceRequests/moves', 'serviceRequests/handOvers')],
      'plans/consenting': rules('serviceRequests/plans'),
      'plans/custody': rules('serviceRequests/plans'),
      'plans/visiting': [...rules('serviceRequests/plans'), ...served('serviceRequests/moves', 'serviceRequests/handOvers')]
    }),
    share: 0.15
  },
  {
    name: 'session',
    parts: parts('server/session', ['tests/server/session/'], {
      device: rules('session/device'),
      token: rules('session/token'),
      signInLimit: served('session/signInLimit'),
      mySessions: served('session/mySessions'),
      demoPeople: served('session/demoPeople'),
      updateMe: served('session/me'),
      readSession: served('session/readSession', 'session/mySessions')
    }),
    share: 0.3
  },
  {
    name: 'progress',
    parts: parts('server/progress', ['tests/server/progress/'], { guessLimit: served('progress/guessLimit') }),
    share: 0.5
  }
]

/**
 * Every source file of a directory that is no declaration, with the tests named for it, or else the tests of the
 * directory.
 */
function parts(
  directory: string,
  usual: readonly string[],
  nearest: Readonly<Record<string, readonly string[]>> = {}
): Part[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !DECLARATIONS.test(name))
    .sort()
    .map(name => ({ mutate: [join(directory, name)], tests: nearest[name.slice(0, -'.ts'.length)] ?? usual }))
}
