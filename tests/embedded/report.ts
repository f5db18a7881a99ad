/**
 * Runs the suites of the embedded store, with MONGODB_URI and MONGODB_KIND=independent also on that server, and writes
 * docs/EMBEDDED.md. Each suite writes docs/embedded/<name>.json {title, columns, rows, notes}; existing files of other
 * producers (crash, bench) are included unchanged.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FORM_VARIABLE } from '../setup/endurance'
import { acceptedOperators } from './conformance/applicationUse'
import { differences } from './differences'
import { independentSkips } from './independentSkips'

interface Table { title: string, columns: string[], rows: (string | number)[][], notes: string[] }
interface Assertion { ancestorTitles: string[], title: string, status: string }
interface Run { testResults: { assertionResults: Assertion[] }[] }

const root = resolve(__dirname, '../..')
const docs = join(root, 'docs', 'embedded')
const order = ['conformance', 'independent', 'refusals', 'fuzz', 'differences', 'crash', 'endurance', 'bench']

function jest(path: string, env: Record<string, string | undefined>): Assertion[] {
  const outputFile = join(mkdtempSync(join(tmpdir(), 'report-')), 'run.json')
  const { status } = spawnSync(process.execPath, [
    require.resolve('jest/bin/jest'), path, '--selectProjects', 'embedded', '--json', '--outputFile', outputFile
  ],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${path} failed: the page tells of suites that pass`)
  return (JSON.parse(readFileSync(outputFile, 'utf8')) as Run).testResults.flatMap(({ assertionResults }) =>
    assertionResults)
}

const count = (all: Assertion[], status: string): number => all.filter(one => one.status === status).length

function byArea(title: string, all: Assertion[], notes: string[]): Table {
  const cases = all.filter(({ ancestorTitles }) => ancestorTitles.length > 0)
  const areas = [...new Set(cases.map(({ ancestorTitles }) => ancestorTitles[0] as string))]
  const rows = areas.map(area => {
    const own = cases.filter(({ ancestorTitles }) => ancestorTitles[0] === area)
    return [area, own.length, count(own, 'passed'), count(own, 'pending')]
  })
  return {
    title, columns: ['area', 'cases', 'passed', 'skipped'],
    rows: [...rows, ['all', cases.length, count(cases, 'passed'), count(cases, 'pending')]], notes
  }
}

function skipReasons(): string[] {
  const reasons = new Map<string, string[]>()
  for (const [name, reason] of Object.entries(independentSkips)) {
    reasons.set(reason, [...reasons.get(reason) ?? [], name])
  }
  return [...reasons].map(([reason, names]) => `Skipped because ${reason}: ${names.join('; ')}.`)
}

function fuzzTable(directory: string): Table {
  const told =
    JSON.parse(readFileSync(join(directory, 'fuzzCounts.json'), 'utf8')) as Record<string, Record<string, number>>
  const fields = ['worlds', 'questions', 'pipelines', 'changes', 'refused', 'seed']
  return {
    title: 'Fuzz', columns: ['compared', ...fields],
    rows: Object.entries(told).map(([name, counts]) => [name, ...fields.map(field => counts[field] ?? 0)]),
    notes: [
      'A world is a handful of documents, indexes, questions, pipelines and changes. No difference was left. Stores ' +
        'broken on purpose are found by the same test.'
    ]
  }
}

function save(name: string, table: Table): void {
  writeFileSync(join(docs, `${name}.json`), `${JSON.stringify(table, null, 2)}\n`)
}

const cell = (value: string | number): string => String(value).replaceAll('|', '\\|').replaceAll('\n', ' ')

function printed({ title, columns, rows, notes }: Table): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [
    `## ${title}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), '',
    ...notes.flatMap(note => [note, ''])
  ].join('\n')
}

const rooms: Record<string, string> = {
  match: 'Filters', update: 'Updates', arrayUpdates: 'Updates of arrays', projection: 'Projections', pipeline: 'Stages',
  group: 'Accumulators', expressions: 'Expressions', dates: 'Date expressions'
}

function accepted(): string {
  const found = acceptedOperators()
  const lines = Object.entries(rooms).map(([room, title]) => {
    const names =
      [...new Set(found.filter(({ place }) => place.endsWith(`/${room}.ts`)).map(({ token }) => token))].sort()
    return names.length > 0 ? `- ${title}: ${names.map(name => `\`${name}\``).join(' ')}` : undefined
  }).filter(line => line !== undefined)
  return ['## What is accepted', '', ...lines,
    '- Index kinds: single, compound, multikey, unique, sparse, partial, TTL',
    '- Regular expressions: literals, classes, `.`, `^`, `$`, one quantifier each; flag `i`', '',
    'Everything else is refused with an error that names it.', ''].join('\n')
}

function assemble(): void {
  const tables = order.filter(name => existsSync(join(docs, `${name}.json`))).map(name =>
    JSON.parse(readFileSync(join(docs, `${name}.json`), 'utf8')) as Table)
  const title = '# The embedded store: what it answers, and the proof'
  const head = `${title}\n\nWritten by \`npm run embedded:report\`; don't edit it by hand.\n\n`
  writeFileSync(
    join(root, 'docs', 'EMBEDDED.md'), `${head}${[accepted(), ...tables.map(printed)].join('\n').trimEnd()}\n`
  )
}

mkdirSync(docs, { recursive: true })
if (!process.argv.includes('--assemble')) {
  const directory = mkdtempSync(join(tmpdir(), 'report-'))
  const own = { MONGODB_URI: undefined, MONGODB_KIND: undefined }
  save('conformance', byArea('Conformance of the embedded store', jest('tests/embedded/conformance', own), [
    'Each case states what MongoDB\'s manual says; each is checked to have sent what it covers.'
  ]))
  if (process.env.MONGODB_URI) {
    save(
      'independent',
      byArea('The same cases on an independent server', jest('tests/embedded/conformance', {}), skipReasons())
    )
  }
  const refused = jest('tests/embedded/refusals', own)
  save('refusals', {
    title: 'Refused by name', columns: ['refusals', 'passed'], rows: [[refused.length, count(refused, 'passed')]],
    notes: ['Operators, stages, options, types and commands that MongoDB knows and the store does not.']
  })
  jest('tests/embedded/fuzz', { EMBEDDED_REPORT: directory, [FORM_VARIABLE]: 'long' })
  save('fuzz', fuzzTable(directory))
  save('differences', {
    title: 'Differences found', columns: ['found by', 'what', 'MongoDB', 'settled'],
    rows: differences.map(({ by, what, mongodb, settled }) => [by, what, mongodb, settled]), notes: []
  })
}
assemble()
