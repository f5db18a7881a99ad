/**
 * `npm run mutation`: plants small faults (mutants) into the rules of the product, one at a time, and counts how many
 * the nearest tests notice. Each room takes a sample by a fresh seed that is printed.
 *
 *     npm run mutation                            every room, a sample of each
 *     npm run mutation -- progress session        these rooms
 *     npm run mutation -- --share 0.05 --seed 7   another share of the mutants (0 to 1), a printed seed again
 *     npm run mutation -- --whole                 all mutants
 *     npm run mutation -- --files guessLimit,day  only files with one of these in their path; nothing is written
 *
 * Writes docs/mutation.json and docs/MUTATION.md; rooms that did not run stay there as they were.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../../server/embedded/index'
import { freshSeed } from '../setup/endurance'
import { patientUri } from '../setup/patientUri'
import { isNoticed, judge, record, sentenceOf } from './results'
import { ROOMS, type Room } from './rooms'
import { runStryker, type Outcome } from './stryker'

interface Asked {
  rooms: readonly Room[]
  seed: number
  /** null: the room's own share. */
  share: number | null
  /** False for a part of a room: its score says nothing about the room. */
  recorded: boolean
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const asked = readArguments()
  process.stdout.write(`seed of the sample: ${asked.seed} (the same again: --seed ${asked.seed})\n`)
  await withStore(async uri => {
    for (const room of asked.rooms) await runRoom(room, asked, uri)
  })
}

async function runRoom(room: Room, { seed, share, recorded }: Asked, uri: string): Promise<void> {
  const sample = { seed, share: share ?? room.share }
  const outcomes = await runStryker(room, sample, uri)
  for (const outcome of outcomes.filter(one => !isNoticed(one))) process.stdout.write(`${lineOf(outcome)}\n`)
  const result = judge(room.name, sample, outcomes)
  process.stdout.write(`${sentenceOf(result)}\n`)
  if (recorded) record(result)
}

function lineOf({ file, location, mutator, original, replacement, status }: Outcome): string {
  return `${status} ${file}:${location.start.line}:${location.start.column} ${mutator}\n  - ${original}\n  + ${replacement}`
}

function readArguments(): Asked {
  const {
    values: { seed, share, whole, files },
    positionals
  } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      share: { type: 'string' },
      whole: { type: 'boolean' },
      files: { type: 'string' }
    }
  })
  const unknown = positionals.filter(name => ROOMS.every(room => room.name !== name))
  if (unknown.length > 0)
    throw new Error(`There is no room ${unknown.join(', ')}; rooms: ${ROOMS.map(({ name }) => name).join(', ')}.`)
  const chosen = ROOMS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const rooms =
    files === undefined
      ? chosen
      : chosen.map(room => narrowed(room, files.split(','))).filter(room => room.parts.length > 0)
  if (rooms.length === 0) throw new Error(`No file of these rooms has ${files} in its path.`)
  return {
    rooms,
    seed: seed === undefined ? freshSeed() : numberOf('seed', seed, Number.MAX_SAFE_INTEGER),
    share: whole ? 1 : share === undefined ? null : numberOf('share', share, 1),
    recorded: files === undefined
  }
}

function narrowed(room: Room, names: readonly string[]): Room {
  return {
    ...room,
    parts: room.parts.filter(({ mutate }) => mutate.some(file => names.some(name => file.includes(name))))
  }
}

function numberOf(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!(value >= 0 && value <= most)) throw new Error(`--${name} must be a number from 0 to ${most}, not ${text}.`)
  return value
}

/** One embedded store for all runs: its process survives whatever a mutant does to the process of the tests. */
async function withStore(use: (uri: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'backpack-mutation-'))
  const store = await startEmbedded({ dataDir: directory })
  try {
    await use(patientUri(store.uri))
  } finally {
    await store.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
