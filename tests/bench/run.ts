/**
 * `npm run bench [-- PART …]`: how the embedded store and the BFF compare, as ratios within one run; never a timed
 * test. Parts: store, startUp, bff (or single calls of it: bff:detail), growth; all where none is named.
 * INDEPENDENT_SERVER names a command that takes a port and prints the URI of the server to compare with;
 * WRITE_RESULTS=1 writes docs/embedded/bench.json when all parts run. BFF_NODE_OPTIONS goes to the BFF's node, e.g.
 * --cpu-prof.
 */
import { cpus } from 'node:os'
import { showResults } from '../embedded/results'
import { againstBareParts, amongMany, BARS, GROWTH } from './bff'
import { CALLS } from './bffCalls'
import { compare } from './measure'
import { type Operation, bareMove, findByIndex, insert, list, move } from './operations'
import { type BenchServer, type Filled, fill, startIndependent, startStore } from './servers'
import { startUp } from './startUp'

type Row = (string | number)[]
const small = 10_000
const large = 100_000

const shown = (value: number | undefined): string => value === undefined ? '–' : String(Math.round(value))
const ratio = (value: number): string => value.toFixed(2)
const verdict = (holds: boolean): string => holds ? 'held' : 'missed'

/** The required ratio embedded : independent. */
function barOf({ kind }: Operation, clients: number): number | undefined {
  if (kind === 'point read') return 0.7
  return kind !== 'list' && clients === 64 ? 0.5 : undefined
}

async function serverRows(filled: Filled[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const operation of [findByIndex, list, insert, move, bareMove]) {
    for (const clients of [1, 16, 64]) {
      const found = await compare(filled.map(one => ({ name: one.name, once: operation.once(one) })), clients)
      const [embedded, independent] = [found.get('embedded') as number, found.get('independent')]
      const bar = barOf(operation, clients)
      const compared = independent === undefined ? undefined : embedded / independent
      rows.push([
        `${operation.name}, ${small} documents, ${clients} client${clients === 1 ? '' : 's'}`,
        shown(embedded),
        shown(independent),
        compared === undefined ? '–' : ratio(compared),
        bar === undefined ? '' : `≥ ${bar}`,
        bar === undefined || compared === undefined ? '' : verdict(compared >= bar)
      ])
    }
  }
  return rows
}

/**
 * How much longer a list takes with ten times as many documents; the memory of the other server does not suffice for so
 * many.
 */
async function growthRow(few: Filled, many: Filled): Promise<Row> {
  const found = await compare([few, many].map(one => ({ name: String(one.size), once: list.once(one) })), 1)
  const [fewRate, manyRate] = [found.get(String(small)) as number, found.get(String(large)) as number]
  const longer = fewRate / manyRate
  return [
    `time of a list among ${large} : ${small} documents, 1 client`,
    shown(manyRate),
    shown(fewRate),
    ratio(longer),
    '≤ 1.5',
    verdict(longer <= 1.5)
  ]
}

/** The parts that are asked for on the command line. */
const asked = process.argv.slice(2)
const wanted = (part: string): boolean =>
  asked.length === 0 || asked.some(one => one === part || one.startsWith(`${part}:`))

async function main(): Promise<void> {
  const strange = asked.find(part => !/^(store|startUp|growth|bff(:\w+)?)$/.test(part))
  if (strange) throw new Error(`${strange} is no part of the bench: store, startUp, bff, bff:CALL, growth.`)
  const began = performance.now()
  const servers: BenchServer[] = [await startStore()]
  try {
    const independent = wanted('store') ? await startIndependent() : undefined
    if (independent) servers.push(independent)
    const rows = await measure(servers)
    showAll(rows, servers.length === 1, (performance.now() - began) / 1000)
  } finally {
    for (const server of servers) await server.stop()
  }
}

async function measure(servers: BenchServer[]): Promise<Row[]> {
  const store = servers[0] as BenchServer
  return [
    ...wanted('store') ? await storeRows(servers) : [],
    ...wanted('startUp') ? [await startUpRow((servers[1] ?? store).uri)] : [],
    ...wanted('bff') ? await bffRows(store.uri) : [],
    ...wanted('growth') ? await growthRows(store.uri) : []
  ]
}

async function storeRows(servers: BenchServer[]): Promise<Row[]> {
  const few: Filled[] = []
  for (const server of servers) few.push(await fill(server, small))
  const many = await fill(servers[0] as BenchServer, large)
  const rows = [...await serverRows(few), await growthRow(few[0] as Filled, many)]
  for (const { connection } of [...few, many]) await connection.close()
  return rows
}

async function startUpRow(uri: string): Promise<Row> {
  const { withStore, without } = await startUp(uri)
  return [
    'BFF: first start to ready with a fresh store : with a server that runs already, ms',
    shown(withStore),
    shown(without),
    `+${shown(withStore - without)} ms`,
    '≤ +1000 ms',
    verdict(withStore - without <= 1000)
  ]
}

/** The rate of each call beside bare Koa, then its round trips to the database. */
async function bffRows(uri: string): Promise<Row[]> {
  const names = CALLS.filter(name => asked.length === 0 || asked.includes('bff') || asked.includes(`bff:${name}`))
  const found = await againstBareParts(uri, names)
  return found.flatMap(({ name, bff, bare, trips }): Row[] => [
    [`BFF, 16 clients: ${name} : bare Koa and raw driver with the same commands`, shown(bff), shown(bare), ratio(bff / bare),
      `≥ ${BARS[name].ratio}`, verdict(bff / bare >= BARS[name].ratio)],
    [`BFF: round trips of ${name}`, trips.length, '', '', `≤ ${BARS[name].trips}`, verdict(trips.length <= BARS[name].trips)]
  ])
}

async function growthRows(uri: string): Promise<Row[]> {
  return (await amongMany(uri)).map(({ name, few, many }): Row => [
    `BFF, 16 clients: time of ${name} among 100000 : 1000 matters`,
    shown(many),
    shown(few),
    ratio(few / many),
    `≤ ${GROWTH}`,
    verdict(few / many <= GROWTH)
  ])
}

function showAll(rows: Row[], alone: boolean, seconds: number): void {
  if (asked.length > 0) delete process.env.WRITE_RESULTS
  showResults('bench', {
    title: 'The embedded store beside an independent in-memory server, and the BFF beside its bare parts',
    columns: ['what', 'answers per second', 'compared with', 'ratio', 'bar', 'result'],
    rows,
    notes: [
      `Medians of seven rounds in turns (A B B A …) within one run of ${Math.round(seconds)} s on ${cpus().length} processors, which other work may have shared; ratios mean something, rates don't travel.`,
      'The embedded store waits for the disk (one fdatasync for all writers of a moment) before it answers; the independent server keeps everything in memory and writes nothing down.',
      'The bar for writes is asked twice: through mongoose, as the BFF writes, where its own work on both sides evens the ratio out; and by the bare driver, which shows the price of the flushes alone.',
      ...(alone ? ['INDEPENDENT_SERVER was not set: there is nothing to compare the store with.'] : [])
    ]
  })
}

main().then(() => process.exit(0), (thrown: unknown) => {
  console.error(thrown)
  process.exit(1)
})
