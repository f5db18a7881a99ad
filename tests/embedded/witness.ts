/**
 * A well-behaved client that keeps reading and writing while other clients misbehave, and records how much the store
 * computed at most between one of its questions and the answer.
 */
import { rmSync } from 'node:fs'
import { mongo } from 'mongoose'
import { type Child, startChild } from './child'
import { Effort } from './effort'
import { temporaryDirectory } from './target'

export class Witness {
  /** The number of answers that the client has received. */
  answers = 0
  /** The most that the store computed while this client waited for one answer, in units of the store's `Effort`. */
  longestWait = 0
  private stopped = false
  private readonly listeners = new Set<() => void>()
  private readonly running: Promise<void>

  private constructor(private readonly client: mongo.MongoClient, private readonly effort: Effort) {
    this.running = this.run()
  }

  static async start(uri: string, effort: Effort): Promise<Witness> {
    return new Witness(await new mongo.MongoClient(uri, { maxPoolSize: 1 }).connect(), effort)
  }

  private async run(): Promise<void> {
    const notes = this.client.db('witness').collection<{ _id: number, text: string }>('notes')
    for (let _id = 0; !this.stopped; _id += 1) {
      const before = this.effort.soFar()
      await notes.insertOne({ _id, text: 'still here' })
      if (await notes.findOne({ _id }) === null) throw new Error(`note ${_id} is gone`)
      this.longestWait = Math.max(this.longestWait, this.effort.soFar() - before)
      this.answers += 1
      for (const listener of this.listeners) listener()
    }
  }

  /** Resolves after this many more answers; rejects when the client has failed. */
  async more(count: number): Promise<void> {
    const wanted = this.answers + count
    let listener = (): void => undefined
    const reached = new Promise<void>(resolve => {
      listener = () => {
        if (this.answers >= wanted) resolve()
      }
      this.listeners.add(listener)
    })
    await Promise.race([reached, this.running])
    this.listeners.delete(listener)
    if (this.answers < wanted) throw new Error('the witness has ended')
  }

  /** Ends the client; rejects when the client has met an error. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.running
    await this.client.close()
  }
}

/** What the tests of one file find while they attack. */
export interface Siege {
  child: Child
  effort: Effort
  witness: Witness
}

/**
 * A store of its own for this file's tests, beside a witness. Whatever a test did: the process lives, the witness is
 * still answered, and the store never computed more than `longestWait` (in units of `Effort`) before it answered him.
 */
export function besieged(longestWait: number, args: string[] = []): Siege {
  const dataDir = temporaryDirectory()
  const siege = {} as Siege
  beforeAll(async () => {
    siege.child = await startChild(dataDir, args)
    siege.effort = await Effort.of(siege.child)
    siege.witness = await Witness.start(siege.child.uri, siege.effort)
  })
  afterEach(async () => {
    expect(siege.child.lives()).toBe(true)
    await siege.witness.more(3)
    expect(siege.witness.longestWait).toBeLessThan(longestWait)
  })
  afterAll(async () => {
    await siege.witness.stop()
    expect(await siege.child.stop()).toBe(0)
    rmSync(dataDir, { recursive: true, force: true })
  })
  return siege
}
