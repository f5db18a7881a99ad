import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { API_BASE } from '../../../src/contract/endpoints'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import type { AnySpec } from '../../../server/endpointSpec'
import { startChild, type Child } from '../../setup/town'
import type { Call } from './call'
import { Caller } from './caller'
import type { FuzzedCommands, FuzzedTown } from './fuzzedServer'
import { Judge } from './judge'
import { operationsOf, type ApiDocument } from './operations'
import type { Plant } from './plants'
import { Line, type Answer } from './send'
import { Things, type Actor } from './things'
import { makeShelf } from './wireFaults'

export interface Finding {
  index: number
  says: string
  what: string
  /** The call and its answer, shortened. */
  call: string
}

export interface FuzzRun {
  findings: Finding[]
  /** Answers by status; 0: connection closed without an answer. */
  statuses: Record<number, number>
  /** Operations that succeeded at least once. */
  reached: Set<string>
  halfWrites: string[]
  alive: boolean
  /** Bytes after the warm-up and at the end. */
  memory: Array<{ heap: number, rss: number }>
}

export interface FuzzOptions {
  seed: number
  calls: number
  /** More calls follow up to this number until every operation has succeeded once; none when left out. */
  most?: number
  /** How many of the calls are sent alone, with the database compared before and after. */
  watched: number
  specs: readonly AnySpec[]
  /** Faults in the server. */
  plants?: readonly Plant[]
  /** If given, only this call is sent. */
  only?: number | null
}

const AT_ONCE = 16
/** The number of calls between two checks of which operations have succeeded. */
const BLOCK = 500
const SESSIONS_EACH = 3
/** Operations that end sessions; the caller then signs in again. */
const ENDING = ['endSession', 'endMySessions', 'deleteMe', 'bindPhone']

/** Sends the calls to a server of its own and returns the faults. */
export async function fuzz(options: FuzzOptions): Promise<FuzzRun> {
  const child = await startChild<FuzzedCommands>(join(__dirname, 'fuzzedServer.ts'), {
    nodeOptions: ['--expose-gc'], stdout: 'pipe', env: options.plants ? { FUZZ_PLANTS: options.plants.join(',') } : {}
  })
  const line = new Line(child.address, AT_ONCE)
  try {
    return await new Fuzzing(child, line, options, await child.ask('town')).run()
  } finally {
    line.close()
    await child.stop()
  }
}

class Fuzzing {
  private readonly result: FuzzRun = {
    findings: [], statuses: {}, reached: new Set(), halfWrites: [], alive: false, memory: []
  }
  private readonly things: Things
  private readonly judge: Judge
  private caller!: Caller
  private next = 0

  constructor(
    private readonly child: Child<FuzzedCommands>, private readonly line: Line, private readonly options: FuzzOptions,
    private readonly town: FuzzedTown
  ) {
    const actors = Object.entries(town.people).map(([name, { phone, id }]): Actor => ({ name, phone, id, tokens: [] }))
    this.things = new Things(actors, town.things, town.offers)
    this.judge = new Judge(options.specs, town.secrets)
    createInterface(child.process.stdout!).on('line', said => this.readLog(said))
  }

  async run(): Promise<FuzzRun> {
    const { calls, watched, only = null, most = calls } = this.options
    const document = JSON.parse((await this.plain('GET', '/openapi.json')).body.toString()) as ApiDocument
    this.caller = new Caller(
      operationsOf(document), this.things, await makeShelf(this.town.sessionSecret), this.options.seed
    )
    for (const actor of this.things.actors) for (let i = 0; i < SESSIONS_EACH; i++) await this.signIn(actor)
    if (only !== null) await this.one(only)
    else {
      await this.watch(watched)
      const warm = watched + Math.floor((calls - watched) / 3)
      for (const end of [warm, calls]) {
        await this.upTo(end)
        this.result.memory.push(await this.child.ask('memory'))
      }
      while (this.next < most && !this.hasReachedAll()) await this.upTo(Math.min(most, this.next + BLOCK))
    }
    this.result.alive = this.child.process.exitCode === null && (await this.plain('GET', '/catalogue')).status === 200
    this.result.halfWrites = await this.child.ask('halfWrites')
    return this.result
  }

  /** Sends the calls before this index that have not been sent yet, many at once. */
  private async upTo(end: number): Promise<void> {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => { while (this.next < end) await this.one(this.next++) })
    )
  }

  private hasReachedAll(): boolean {
    return this.options.specs.every(({ name }) => this.result.reached.has(name))
  }

  /** Sends calls one at a time; a refused call must leave every collection unchanged. */
  private async watch(count: number): Promise<void> {
    let before = await this.child.ask('fingerprints')
    while (this.next < count) {
      const index = this.next++
      const call = this.caller.make(index)
      const answer = await this.send(index, call)
      const after = await this.child.ask('fingerprints')
      const changed =
        [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => before[name] !== after[name])
      if (answer.status >= 400 && changed.length > 0) {
        this.note(index, call, answer, `refused, and yet ${changed.join(', ')} changed`)
      }
      const signedIn = await this.follow(call, answer)
      // A call whose connection was closed may have been carried out since.
      before = changed.length > 0 || signedIn || answer.status === 0 ? await this.child.ask('fingerprints') : after
    }
  }

  private async one(index: number): Promise<void> {
    const call = this.caller.make(index)
    await this.follow(call, await this.send(index, call))
  }

  private async send(index: number, call: Call): Promise<Answer> {
    const answer = await this.line.send(call).catch((error: Error): Answer => {
      this.note(index, call, null, error.message)
      return { status: 0, headers: {}, body: Buffer.alloc(0) }
    })
    const { statuses } = this.result
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    for (const what of this.judge.faults(call, answer)) this.note(index, call, answer, what)
    return answer
  }

  /** Learns from the answer; a caller whose session has ended signs in again. @returns whether somebody did */
  private async follow({ operation, actor, headers: sent }: Call, { status, headers, body }: Answer): Promise<boolean> {
    const used = sent.find(([name]) => name === 'Authorization')?.[1]
    // Binding the phone again has ended this session.
    const wasEnded = actor !== null && status === 401 && actor.tokens.includes(used ?? '')
    if (wasEnded) await this.signIn(actor, used)
    if (!operation || status >= 300 || status === 0) return wasEnded
    this.result.reached.add(operation.name)
    const ends = actor !== null && ENDING.includes(operation.name)
    if (ends) for (const token of [...actor.tokens]) await this.signIn(actor, token)
    else if (String(headers['content-type']).includes('json')) {
      this.things.learn(actor?.name ?? '', operation.name, JSON.parse(body.toString()))
    }
    return ends
  }

  /** @param instead the token that is no longer valid */
  private async signIn(actor: Actor, instead?: string): Promise<void> {
    const code = actor.phone ? `demo:${actor.phone}` : `code:unbound${Math.floor(Math.random() * 1e9)}`
    const answer = await this.plain('POST', '/session', { code })
    const { token } = JSON.parse(answer.body.toString()) as { token: string }
    actor.tokens = [...actor.tokens.filter(one => one !== instead), `Bearer ${token}`].slice(-SESSIONS_EACH)
    if (!actor.phone) return
    for (const kind of ['privacy', 'sensitive'] as const) {
      await this.plain('POST', '/me/consents', { kind, version: PRIVACY_VERSIONS[kind] }, `Bearer ${token}`)
    }
  }

  private plain(method: string, path: string, body?: object, token?: string): Promise<Answer> {
    const headers: Array<[string, string]> = [
      ['Content-Type', 'application/json'], ...(token ? [['Authorization', token] as [string, string]] : [])
    ]
    return this.line.send({
      says: 'plain', operation: null, actor: null, method, path: API_BASE + path, headers,
      body: Buffer.from(body ? JSON.stringify(body) : '')
    })
  }

  /** The log contains no phone, token or secret, and no failure. */
  private readLog(said: string): void {
    const what = /"level":(50|60)/.test(said) ? 'a failure in the log'
      : /(?<![\da-f])1[3-9]\d{9}(?![\da-f])/.test(said) || /Bearer |eyJ/.test(said) ||
        this.town.secrets.some(secret => said.includes(secret)) ? 'the log tells too much' : null
    if (what) this.result.findings.push({ index: -1, says: what, what: said.slice(0, 1500), call: '' })
  }

  private note(
    index: number, { says, method, path, headers, rawLine = '', body, actor }: Call, answer: Answer | null, what: string
  ): void {
    const call = [`${method} ${path.slice(0, 300)} as ${actor?.name ?? 'a stranger'}`, ...headers.map(pair =>
      pair.join(': ').slice(0, 100)), rawLine.slice(0, 100),
      body.toString().slice(0, 1500),
      `→ ${answer?.status ?? '-'} ${answer?.body.toString().slice(0, 600) ?? ''}`].filter(Boolean).join('\n')
    this.result.findings.push({ index, says, what, call })
  }
}

/** The message of a failing run: one finding of each kind, and how to send one of its calls alone. */
export function report({ findings, halfWrites }: FuzzRun, seed: number): string {
  const sorts = new Map(findings.map(finding => [finding.what.slice(0, 90), finding]))
  return [
    `seed ${seed}; one call alone: TEST_SEED=${seed} FUZZ_CALL=<number> npm test -- tests/server/fuzz/fuzz`,
    ...[...sorts.values()].slice(0, 40).map(({ index, says, what, call }) =>
      `call ${index} (${says}): ${what}\n${call}`), ...halfWrites.slice(0, 20)
  ].join('\n\n')
}
