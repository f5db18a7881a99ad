import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/builds'

/**
 * What is mutated, and which test files judge it. A mutant is judged by the nearest tests only, not by the whole suite:
 * a survivor may still be noticed by a journey or by the matrix of rights, so the score is a lower bound.
 */
export interface Room {
  name: string
  /** The files to be mutated; paths below the checkout. */
  mutate: readonly string[]
  /** Globs of test files below the checkout. All of them are loaded for every mutant; of their tests those that reach the mutant run. */
  tests: readonly string[]
  /** The share of the room's mutants that a run takes when it is not told another: 0 to 1. */
  share: number
}

const rules = (...files: string[]) => files.map(file => `tests/rules/${file}.test.ts`)
const served = (...files: string[]) => files.map(file => `tests/server/${file}.test.ts`)

/** Rules without input and output: their tests need no database and take milliseconds. */
const PURE_MATTERS = ['route', 'clocks', 'assignment', 'consent', 'candidates', 'number', 'sealing'].map(name => `server/matters/${name}.ts`)
const PURE_SESSION = ['device', 'token'].map(name => `server/session/${name}.ts`)
const PURE_SERVICE_REQUESTS = [
  'channel', 'idNumber', 'preferredTimes', 'presentSummary', 'presenter', 'state', 'plans/asking', 'plans/consenting', 'plans/custody', 'plans/visiting'
].map(name => `server/serviceRequests/${name}.ts`)
const LISTING = ['list', 'questions'].map(name => `server/matters/${name}.ts`)
const SUBMITTING = ['submit', 'model', 'partFields', 'kind'].map(name => `server/matters/${name}.ts`)

export const ROOMS: readonly Room[] = [
  {
    name: 'contract',
    mutate: sourcesBelow('src/contract'),
    tests: rules('contract/**/*', 'statusTable', 'permissionsDocument', 'privacyWords'),
    share: 0.3
  },
  { name: 'workingTime', mutate: sourcesBelow('server/workingTime'), tests: rules('workingTime'), share: 1 },
  { name: 'matterRules', mutate: PURE_MATTERS, tests: rules('route', 'matters/**/*'), share: 1 },
  { name: 'matterLists', mutate: LISTING, tests: served('serviceRequests/lists', 'matters/**/*'), share: 0.3 },
  { name: 'matterSubmission', mutate: SUBMITTING, tests: served('serviceRequests/submit'), share: 0.3 },
  {
    name: 'matterMoves',
    mutate: sourcesBelow('server/matters', [...PURE_MATTERS, ...LISTING, ...SUBMITTING]),
    tests: [
      ...rules('matters/writtenChange'), ...served('matters/**/*', 'serviceRequests/moves', 'serviceRequests/passOn', 'serviceRequests/consent')
    ],
    share: 0.2
  },
  { name: 'serviceRequestRules', mutate: PURE_SERVICE_REQUESTS, tests: rules('serviceRequests/**/*'), share: 0.5 },
  {
    name: 'serviceRequests',
    mutate: sourcesBelow('server/serviceRequests', PURE_SERVICE_REQUESTS),
    tests: served(...['moves', 'submit', 'lists', 'consent', 'idNumber', 'slip'].map(name => `serviceRequests/${name}`)),
    share: 0.15
  },
  { name: 'sessionRules', mutate: PURE_SESSION, tests: rules('session/**/*'), share: 1 },
  { name: 'session', mutate: sourcesBelow('server/session', PURE_SESSION), tests: served('session/**/*'), share: 0.3 },
  { name: 'progress', mutate: sourcesBelow('server/progress'), tests: served('progress/**/*'), share: 0.5 }
]

function sourcesBelow(directory: string, except: readonly string[] = []): string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .map(name => join(directory, name))
    .filter(file => file.endsWith('.ts') && !except.includes(file))
    .sort()
}
