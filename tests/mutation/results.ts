import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../setup/builds'
import type { Outcome, Sample } from './stryker'

const RESULTS = join(ROOT, 'docs/mutation.json')
const PAGE = join(ROOT, 'docs/MUTATION.md')
const JUDGED = join(ROOT, 'tests/mutation/equivalent.json')

/**
 * A mutant that no test can notice, with the reason. It is identified by its file and its text, so it may move to other
 * lines.
 */
export interface Equivalent {
  file: string
  line: string
  original: string
  replacement: string
  reason: string
}

export interface RoomResult extends Sample {
  room: string
  mutants: number
  /** Noticed by a test, by a time limit or by an error of the whole file. */
  noticed: number
  /** Survivors that are judged equivalent: they count neither for nor against. */
  equivalent: Equivalent[]
  survivors: Array<
    Pick<Outcome, 'file' | 'line' | 'mutator' | 'original' | 'replacement' | 'status'> & { lineNumber: number }
  >
}

export function isNoticed({ status }: Pick<Outcome, 'status'>): boolean {
  return status === 'Killed' || status === 'Timeout' || status === 'RuntimeError'
}

/** The result of one run over a room. */
export function judge(room: string, sample: Sample, outcomes: readonly Outcome[]): RoomResult {
  const judged = readJudged()
  const found = ({ file, line, original, replacement }: Outcome) =>
    judged.find(
      one => one.file === file && one.line === line && one.original === original && one.replacement === replacement
    )
  const left = outcomes.filter(outcome => !isNoticed(outcome))
  return {
    room,
    ...sample,
    mutants: outcomes.length,
    noticed: outcomes.length - left.length,
    equivalent: left.flatMap(outcome => found(outcome) ?? []),
    survivors: left
      .filter(outcome => !found(outcome))
      .map(({ file, line, location, mutator, original, replacement, status }) => ({
        file,
        lineNumber: location.start.line,
        line,
        mutator,
        original,
        replacement,
        status
      }))
  }
}

/** The score in percent: noticed mutants among those that are not judged equivalent. */
export function scoreOf(results: readonly RoomResult[]): number {
  const noticed = total(results, ({ noticed }) => noticed)
  const counted = total(results, ({ mutants, equivalent }) => mutants - equivalent.length)
  return counted === 0 ? 100 : 100 * noticed / counted
}

export function sentenceOf(result: RoomResult): string {
  const { room, mutants, noticed, equivalent, survivors } = result
  return (
    `${room}: ${noticed} of ${mutants} mutants noticed, ${equivalent.length} judged equivalent, ${survivors.length} survived: ` +
    `${scoreOf([result]).toFixed(1)} %`
  )
}

/** Replaces the former result of a room in docs/mutation.json and docs/MUTATION.md. */
export function record(result: RoomResult): void {
  const former = existsSync(RESULTS)
    ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as { rooms: RoomResult[] })
    : { rooms: [] }
  const rooms = [...former.rooms.filter(({ room }) => room !== result.room), result].sort((a, b) =>
    a.room < b.room ? -1 : 1
  )
  writeFileSync(RESULTS, `${JSON.stringify({ score: Number(scoreOf(rooms).toFixed(1)), rooms }, null, 2)}\n`)
  writeFileSync(PAGE, pageOf(rooms))
}

function pageOf(rooms: readonly RoomResult[]): string {
  const rows = rooms.map(
    result =>
      `| ${result.room} | ${result.share} | ${result.seed} | ${result.mutants} | ${result.noticed} | ${result.equivalent.length} | ` +
      `${result.survivors.length} | ${scoreOf([result]).toFixed(1)} % |`
  )
  const equivalents = rooms.flatMap(({ equivalent }) => equivalent).map(({ file, original, replacement, reason }) =>
    `| ${file} | ${code(original)} | ${code(replacement)} | ${reason} |`)
  const survivors = rooms
    .flatMap(({ survivors: left }) => left)
    .map(
      ({ file, lineNumber, original, replacement, status }) =>
        `| ${file}:${lineNumber} | ${code(original)} | ${code(replacement)} | ${status === 'NoCoverage' ? 'no nearest test runs the line' : ''} |`
    )
  return [
    '# Mutation testing',
    '',
    'Written by `npm run mutation`. A mutant is one small change of the source; it is noticed when one of the nearest tests fails ' +
      '(`tests/mutation/rooms.ts` says which those are). The tests of other rooms do not run, so the score is a lower bound.',
    '',
    `Score over all rooms: **${scoreOf(rooms).toFixed(1)} %** of the sampled mutants that are not equivalent.`,
    '',
    '| room | share | seed | mutants | noticed | equivalent | survived | score |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    '## Survivors judged equivalent',
    '',
    'No test can tell such a mutant from the source, or the difference is one that nothing promises (`tests/mutation/equivalent.json`).',
    '',
    '| file | source | mutant | why |',
    '|---|---|---|---|',
    ...equivalents,
    '',
    '## Other survivors',
    '',
    '| place | source | mutant | |',
    '|---|---|---|---|',
    ...survivors,
    ''
  ].join('\n')
}

/** One line of code inside a table. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', 'ˋ')
  return `\`${line.length > 120 ? `${line.slice(0, 119)}…` : line || ' '}\``
}

function total(results: readonly RoomResult[], count: (result: RoomResult) => number): number {
  return results.reduce((sum, result) => sum + count(result), 0)
}

function readJudged(): Equivalent[] {
  return JSON.parse(readFileSync(JUDGED, 'utf8')) as Equivalent[]
}
