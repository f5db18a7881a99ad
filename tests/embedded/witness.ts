/** A well-behaved client that keeps reading and writing while other clients misbehave, and records its longest wait. */
import { rmSync } from 'node:fs'
import { mongo } from 'mongoose'
import { type Child, startChild } from './child'
import { contention } from './contention'
import { temporaryDirectory } from './target'

export class Witness {
  /** The number of answers that the client has received. */
  answers = 0
  /** The longest wait for an answer, in ms. */
  longestMs = 0
  private stopped = false
  private readonly listeners = new Set<() => void>()
  private readonly running: Promise<void>

  private constructor(private readonly client: mongo.MongoClient) {
    this.running = this.run()
  }

  static async start(uri: string): Promise<Witness> {
    return new Witness(await new mongo.MongoClient(uri, { maxPoolSize: 1 }).connect())
  }

  private async run(): Promise<void> {
    const notes = this.client.db('witness').collection<{ _id: number, text: string }>('notes')
    for (let _id = 0; !this.stopped; _id += 1) {
      const before = performance.now()
      await notes.insertOne({ _id, text: 'still here' })
      if (await notes.findOne({ _id }) === null) throw new Error(`note ${_id} is gone`)
      this.longestMs = Math.max(this.longestMs, performance.now() - before)
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

/**
 * A store of its own for this file's tests, beside a witness. Whatever a test did: the process lives, the witness is
 * still answered and never had to wait longer than `longestWaitMs`, or longer by as much as other programs slow the
 * machine down.
 */
export function besieged(longestWaitMs: number, args: string[] = []): { child: Child, witness: Witness } {
  const dataDir = temporaryDirectory()
  const both = {} as { child: Child, witness: Witness }
  let slowedBy = 1
  beforeAll(async () => {
    both.child = await startChild(dataDir, args)
    both.witness = await Witness.start(both.child.uri)
  })
  afterEach(async () => {
    expect(both.child.lives()).toBe(true)
    await both.witness.more(3)
    slowedBy = Math.max(slowedBy, contention())
    expect(both.witness.longestMs).toBeLessThan(longestWaitMs * slowedBy)
  })
  afterAll(async () => {
    await both.witness.stop()
    expect(await both.child.stop()).toBe(0)
    rmSync(dataDir, { recursive: true, force: true })
  })
  return both
}
