/** A well-behaved client that keeps reading and writing while others misbehave, and remembers how long it had to wait. */
import { mongo } from 'mongoose'

export class Witness {
  /** Answers it has got. */
  answers = 0
  /** The longest wait for one, in ms. */
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

  /** Resolves when it has got so many more answers; rejects when it has failed. */
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

  /** Ends it; rejects when it met an error. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.running
    await this.client.close()
  }
}
