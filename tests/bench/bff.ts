/** The BFF beside bare Koa with the raw driver, which does the same reads and writes on the same store. */
import { join } from 'node:path'
import { pathOf } from '../../src/contract/endpoints'
import { LIMITS } from '../../src/contract/limits'
import { newKey } from '../factories/serviceRequests'
import { startChild, type Child } from '../setup/town'
import type { CallName, Prepared } from './bffCalls'
import type { BffCommands } from './bffProcess'
import { call, each16, numbers } from './client'
import { compare } from './measure'

/**
 * Limits: the rate of the BFF divided by that of the bare server, and the round trips of one call, including those for
 * the session.
 */
export const BARS: Record<CallName, { ratio: number, trips: number }> = {
  catalogue: { ratio: 0.85, trips: 1 },
  inbox: { ratio: 0.8, trips: 3 },
  detail: { ratio: 0.5, trips: 3 },
  submit: { ratio: 0.3, trips: 5 },
  accept: { ratio: 0.3, trips: 4 },
  schedule: { ratio: 0.3, trips: 4 }
}
/** How many times longer a call may take among 100,000 matters than among 1,000. */
export const GROWTH = 1.3
const FEW = 1000
const MANY = 100_000
const CLIENTS = 16
/** The number of people who submit, each as many matters as may be open at once. */
const APPLICANTS = 500
/** Matters that both servers can move while rates are measured. */
const MOVED = 7000
const COPIES = 20_000

export interface Compared { name: CallName, bff: number, bare: number, trips: string[] }

const start = (uri: string): Promise<Child<BffCommands>> => startChild<BffCommands>(join(__dirname, 'bffProcess.ts'), {
  env: { TEST_MONGODB_URI: uri }, nodeOptions: (process.env.BFF_NODE_OPTIONS ?? '').split(' ').filter(Boolean)
})

/** The calls of one BFF; keeps count of the matters and people that are used up. */
class Calls {
  private sent = 0
  private readonly assigned: string[] = []
  private readonly accepted: string[] = []

  constructor(
    readonly base: string,
    readonly prepared: Prepared
  ) {}

  readonly once: Record<CallName, () => Promise<unknown>> = {
    catalogue: () => call(this.base, 'GET', pathOf('getCatalogue'), 200),
    inbox: () => this.get(`${pathOf('listServiceRequests')}?role=inbox`),
    detail: () => this.get(pathOf('getServiceRequest', { id: this.prepared.shown })),
    submit: () => this.submit(),
    accept: () => this.move('accept', taken(this.assigned), {}, this.accepted),
    schedule: () =>
      this.move(
        'schedule',
        taken(this.accepted),
        { start: '2026-11-25T09:00:00+08:00', end: '2026-11-25T11:00:00+08:00' },
        []
      )
  }

  /** Creates this many assigned matters, accepted ones for `schedule`. */
  async makeReady(name: CallName, count: number): Promise<void> {
    if (name === 'accept')
      await each16(numbers(count - this.assigned.length), () => this.submit())
    if (name === 'schedule') await each16([...this.assigned], () => this.once.accept())
  }

  private get(path: string): Promise<string> {
    return call(this.base, 'GET', path, 200, { headers: { Authorization: this.prepared.officer } })
  }

  private async submit(): Promise<void> {
    const applicant = this.prepared.applicants[Math.floor((this.sent += 1) / (LIMITS.openMatters - 2))]
    if (!applicant) throw new Error('more people are needed for so many submissions')
    const headers = { Authorization: applicant, 'Idempotency-Key': newKey() }
    const answer = await call(this.base, 'POST', pathOf('createServiceRequest'), 201, {
      headers,
      body: this.prepared.submission
    })
    this.assigned.push((JSON.parse(answer) as { id: string }).id)
  }

  private async move(action: 'accept' | 'schedule', id: string, body: object, then: string[]): Promise<void> {
    const headers = { Authorization: this.prepared.officer, 'Idempotency-Key': newKey() }
    await call(this.base, 'POST', pathOf(action, { id }), 200, { headers, body: JSON.stringify(body) })
    then.push(id)
  }
}

function taken(ids: string[]): string {
  const id = ids.pop()
  if (!id) throw new Error('more matters are needed for so many moves')
  return id
}

/**
 * Rates of the BFF and of the bare parts on the store at `uri`, at 16 clients.
 * @param names of the calls that are compared
 */
export async function againstBareParts(uri: string, names: readonly CallName[]): Promise<Compared[]> {
  const child = await start(uri)
  try {
    const prepared = await child.ask('prepare', FEW, APPLICANTS, COPIES)
    const calls = new Calls(child.address, prepared)
    const found: Compared[] = []
    for (const name of names) {
      await calls.makeReady(name, MOVED)
      const bare = bareCall(name, prepared)
      const rates = await compare([{ name: 'bff', once: calls.once[name] }, { name: 'bare', once: bare }], CLIENTS)
      found.push({
        name,
        bff: rates.get('bff') as number,
        bare: rates.get('bare') as number,
        trips: prepared.trips[name]
      })
    }
    return found
  } finally {
    await child.stop()
  }
}

/** The same call to the bare server, with bodies of the same size. */
function bareCall(name: CallName, { bare, submission }: Prepared): () => Promise<unknown> {
  if (name === 'submit') return () => call(bare, 'POST', '/submit', 201, { body: submission })
  return () =>
    name === 'accept' || name === 'schedule'
      ? call(bare, 'POST', `/${name}`, 200, { body: '{}' })
      : call(bare, 'GET', `/${name}`, 200)
}

/** Rates of the same calls among few and among many matters. */
export async function amongMany(uri: string): Promise<{ name: CallName, few: number, many: number }[]> {
  const [few, many] = [await start(uri), await start(uri)]
  try {
    const fewCalls = new Calls(few.address, await few.ask('prepare', FEW, APPLICANTS, 1))
    const manyCalls = new Calls(many.address, await many.ask('prepare', MANY, APPLICANTS, 1))
    const found: { name: CallName, few: number, many: number }[] = []
    for (const name of ['inbox', 'detail', 'submit'] as const) {
      const rates = await compare(
        [
          { name: 'few', once: fewCalls.once[name] },
          { name: 'many', once: manyCalls.once[name] }
        ],
        CLIENTS
      )
      found.push({ name, few: rates.get('few') as number, many: rates.get('many') as number })
    }
    return found
  } finally {
    await Promise.all([few.stop(), many.stop()])
  }
}
