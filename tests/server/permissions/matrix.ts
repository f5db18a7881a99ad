/** Calls every route of the API description as everybody about everything and compares the answers with the rules. */
import { randomBytes } from 'node:crypto'
import { API_BASE } from '../../../src/contract/endpoints'
import { jpeg } from '../../factories/pictures'
import { mp3 } from '../../factories/recordings'
import { buildItem } from '../../factories/serviceRequests'
import type { TestApp } from '../../setup/app'
import { openCaller, type Answer } from './caller'
import { CASES, type Case } from './cases'
import type { Cell, Chooser } from './cells'
import { buildEverybody, type Everybody, type Somebody } from './everybody'
import type { Secret, Thing, Things, Town } from './facts'
import type { Count, Report } from './report'
import { helps, sees, type Verdict } from './rules'
import { Stillness } from './stillness'
import { buildThings } from './things'

export interface Operation {
  name: string
  method: string
  path: string
}

const AT_ONCE = 8
const REFUSALS: readonly string[] = [
  'unauthenticated', 'sessionExpired', 'phoneNotBound', 'forbidden', 'alreadyTaken'
] satisfies Verdict[]

/** The town with all people and things, with no background work left. */
export async function buildTown(app: TestApp): Promise<Town> {
  // Hundreds of wrong phone tails are tried here.
  app.deps.settings.progress = { ...app.deps.settings.progress, triesPerAddress: 1e6, triesPerNumber: 1e6 }
  const itemCode = await buildItem()
  const everybody = await buildEverybody(app)
  const things = await buildThings(app, everybody)
  await app.deps.notices.settled()
  // A permitted move would be told a moment later, when the database has been put back already.
  app.deps.notices = { nudge: () => undefined, look: () => undefined, settled: () => Promise.resolve() }
  await app.deps.audit.settled()
  // Records the day of everybody's last call now, so that later calls don't write it.
  for (const { token } of everybody.all) await app.http.get(`${API_BASE}/me`).set('Authorization', token ?? '')
  const secrets =
    [...things.matter, ...things.member].flatMap(thing => thing.secrets).concat(phonesOf(everybody, things))
  const hidden =
    new Map(everybody.all.map(who => [who.name, secrets.filter(({ knows }) => !knows(who)).map(({ text }) => text)]))
  return {
    ...everybody, things, itemCode, photo: await jpeg({ width: 32, height: 24 }), voice: mp3(2),
    caller: await openCaller(app), still: await Stillness.of(), hidden
  }
}

/** A resident's phone may be known to the resident, and to people who may read something in which it is stored. */
function phonesOf({ people }: Everybody, { matter: matters, member: members }: Things): Secret[] {
  return Object.values(people).filter(({ staff }) => !staff).map(person => ({
    text: person.phone,
    knows: who => who.id === person.id
      || matters.some(matter =>
        (matter.applicant === person.id || matter.beneficiaryPhone === person.phone) && sees(who, matter))
      || matters.some(matter => matter.beneficiaryPhone === person.phone && helps(who, matter))
      || members.some(member => member.phone === person.phone && member.secrets[0]!.knows(who))
  }))
}

/** The routes in the order in which the app describes them. */
export async function readOperations(app: TestApp): Promise<Operation[]> {
  const { body } = await app.http.get(`${API_BASE}/openapi.json`).expect(200)
  const paths = body.paths as Record<string, Record<string, { operationId: string }>>
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId }]) =>
    ({ name: operationId, method: method.toUpperCase(), path: API_BASE + path })))
}

/**
 * Runs every case of these routes, one route after the other. @param choose selects the cells of a case that are tried
 */
export async function runMatrix(town: Town, operations: readonly Operation[], choose: Chooser): Promise<Report> {
  const report: Report = { counts: new Map(), callers: new Set(), findings: [] }
  for (const operation of operations) {
    const cases = (CASES as Record<string, Case | Case[] | undefined>)[operation.name]
    if (!cases) {
      report.findings.push({ operation: operation.name, who: '', thing: '', what: 'has no case' })
      continue
    }
    const count: Count = { cases: 0, done: 0, refused: 0 }
    report.counts.set(operation.name, count)
    for (const one of [cases].flat()) await new Run(town, operation, one, report, count).all(choose)
  }
  return report
}

/** One case of one route: first the calls that change nothing, many at once; then, one by one, those that do. */
class Run {
  /** The answer that each caller gets about a missing thing. */
  private readonly ghosts = new Map<string, Answer>()

  constructor(
    private readonly town: Town, private readonly operation: Operation, private readonly one: Case,
    private readonly report: Report, private readonly count: Count
  ) {}

  async all(choose: Chooser): Promise<void> {
    const { on } = this.one
    const everybody = this.town.all
    const things = on === null
      ? []
      : (this.town.things[on] as Thing[]).filter(({ name }) => this.one.among?.includes(name) ?? true)
    // A caller who is refused before anything is looked up is refused for every thing alike: two things are enough.
    const thingsFor = (who: Somebody) => things.slice(0, who.state === 'person' ? undefined : 2)
    const chosen = choose(
      everybody.map(who => this.cell(who, null)),
      everybody.flatMap(who => thingsFor(who).map(thing => this.cell(who, thing)))
    )
    await this.batch(chosen.first)
    await this.batch(chosen.rest)
    for (const cell of chosen.spare) {
      if (this.count.done > 0) break
      if (cell.thing !== null && !this.ghosts.has(cell.who.name)) await this.batch([this.cell(cell.who, null)])
      await this.batch([cell])
    }
  }

  private cell(who: Somebody, thing: Thing | null): Cell {
    return { who, thing, id: thing?.id ?? randomBytes(12).toString('hex'), due: this.one.rule(who, thing) }
  }

  private async batch(planned: readonly Cell[]): Promise<void> {
    const changing = (one: Cell) => this.operation.method !== 'GET' && !this.one.asks && one.due === 'allowed'
    const waiting = planned.filter(one => !changing(one))
    const worker = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) this.judge(next, await this.call(next))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    if (this.operation.method !== 'GET') {
      for (const changed of await this.town.still.restore()) this.find(null, `a refused call changed ${changed}`)
    }
    for (const one of planned.filter(changing)) {
      const answer = await this.call(one)
      this.judge(one, answer)
      if (answer.status < 300) await this.town.still.restore()
    }
  }

  private call({ who, thing, id }: Cell): Promise<Answer> {
    return this.town.caller.send(this.sentBy(who, thing, id))
  }

  private sentBy(who: Somebody, thing: Thing | null, id: string) {
    const { method, path } = this.operation
    const { body, query, params, sends } = this.one
    const values: Record<string, string> = { id, ...params?.(this.town) }
    return {
      method, token: who.token,
      path: path.replace(/\{(\w+)\}/g, (_, key: string) => values[key]!) + (query ? `?${query}` : ''),
      body: body?.(this.town, id, thing), file: sends && this.town[sends]
    }
  }

  private judge(planned: Cell, answer: Answer): void {
    const { who, thing, id, due } = planned
    if (thing === null) this.ghosts.set(who.name, answer)
    const got = this.verdictOf(answer, who, thing)
    this.count.cases++
    this.report.callers.add(who.name)
    if (answer.status < 300) this.count.done++
    if (due !== 'allowed') this.count.refused++
    if (got !== due) this.find(planned, `expected ${due}, got ${got}`)
    const sent = JSON.stringify(this.sentBy(who, thing, id))
    if (this.one.tells === undefined) {
      const read = this.town.hidden.get(who.name)!.filter(text => answer.text.includes(text) && !sent.includes(text))
      if (read.length > 0) this.find(planned, `was let read ${read.join(', ')}`)
    }
    if (due === 'allowed' && got === 'allowed' && this.one.wrong) {
      const wrong = answer.body ? this.one.wrong(answer.body, who, this.town) : 'no answer'
      if (wrong) this.find(planned, wrong)
    }
  }

  private verdictOf(answer: Answer, who: Somebody, thing: Thing | null): string {
    const { status, body } = answer
    if (status >= 500 || status === 429) return `a fault: ${answer.text.slice(0, 200)}`
    const code = body?.error?.code
    if (code && REFUSALS.includes(code)) return code
    if (this.one.on !== null && status >= 400) {
      if (thing === null) return 'notThere'
      if (same(answer, this.ghosts.get(who.name)!)) return 'notThere'
    }
    // Calls about a person of the staff: the table of things has no people.
    if (this.one.on === null && code === 'notFound') return 'notThere'
    return status === 404 ? `a 404 that differs from that of nothing: ${answer.text.slice(0, 200)}` : 'allowed'
  }

  private find(planned: Cell | null, what: string): void {
    const thing = planned ? planned.thing?.name ?? 'nothing' : ''
    this.report.findings.push({ operation: this.operation.name, who: planned?.who.name ?? '', thing, what })
  }
}

/** Equal down to the last header, except for the id of each answer. */
function same(one: Answer, other: Answer): boolean {
  const plain = ({ status, text, headers }: Answer) =>
    JSON.stringify([status, text.replace(/"requestId":"[^"]*"/, ''), headers])
  return plain(one) === plain(other)
}
