/** A well-behaved client that keeps reading and writing while other clients misbehave, and records its longest wait. */
import { rmSync } from 'node:fs'
import { mongo } from 'mongoose'
import { type Child, startChild } from './child'
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
 * A store for the tests of this file, with a witness. After all tests the process must be alive, the witness must still
 * be answered, and no wait may have been longer than `longestWaitMs`.
 */
export function besieged(longestWaitMs: number, args: string[] = []): { child: Child, witness: Witness } {
  const dataDir = temporaryDirectory()
  const both = {} as { child: Child, witness: Witness }
  beforeAll(async () => {
    both.child = await startChild(dataDir, args)
    both.witness = await Witness.start(both.child.uri)
  })
  afterEach(async () => {
    expect(both.child.lives()).toBe(true)
    await both.witness.more(3)
    expect(both.witness.longestMs).toBeLessThan(longestWaitMs)
  })
  afterAll(async () => {
    await both.witness.stop()
    expect(await both.child.stop()).toBe(0)
    rmSync(dataDir, { recursive: true, force: true })
  })
  return both
}
