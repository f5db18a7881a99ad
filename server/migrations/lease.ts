import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { mongo } from 'mongoose'
import { isDuplicateKey } from '../duplicateKey'

/** The document that says which process may change the shape of the data now. */
interface LeaseFields {
  _id: string
  /** Host, process and a random text. */
  holder: string
  until: Date
}

export const LEASE_COLLECTION = 'leases'
const NAME = 'migrations'
/** The number of renewals within one lease period. */
const RENEWALS = 4

export interface LeaseDeps {
  db: mongo.Db
  /** ms since 1970; the clocks of processes that share a database must differ by less than `leaseMs`. */
  now(): number
  /** How long a lease lasts without renewal: after a crash the next process waits for this time. */
  leaseMs: number
}

/**
 * A lease in the database: taken by one conditional write and renewed while the process lives; it expires when the
 * process has ended without releasing it.
 */
export class Lease {
  private lost = false
  private until: number
  private readonly timer: NodeJS.Timeout

  private constructor(private readonly deps: LeaseDeps, private readonly holder: string, until: number) {
    this.until = until
    this.timer = setInterval(() => void this.renew(), deps.leaseMs / RENEWALS)
    this.timer.unref()
  }

  /** Takes the lease; null while another process has it. */
  static async take(deps: LeaseDeps): Promise<Lease | null> {
    const { db, now, leaseMs } = deps
    const holder = `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`
    const at = now()
    try {
      await leases(db).updateOne(
        { _id: NAME, until: { $lte: new Date(at) } },
        { $set: { holder, until: new Date(at + leaseMs) } },
        { upsert: true }
      )
      return new Lease(deps, holder, at + leaseMs)
    } catch (error) {
      if (isDuplicateKey(error)) return null
      throw error
    }
  }

  /** Removes any existing lease: for a database that no other process can have open. */
  static async clear(db: mongo.Db): Promise<void> {
    await leases(db).deleteOne({ _id: NAME })
  }

  /** Host and process of the holder; null when nobody holds the lease. */
  static async holder(db: mongo.Db): Promise<string | null> {
    const found = await leases(db).findOne({ _id: NAME })
    return found && found.holder.split(' ').slice(0, 2).join(', process ')
  }

  /** @throws Error with a sentence when the lease expired or another process has it */
  check(): void {
    if (this.lost || this.deps.now() >= this.until) {
      throw new Error(
        'This process was held up for too long and another one may be migrating the data now: start it again.'
      )
    }
  }

  async release(): Promise<void> {
    clearInterval(this.timer)
    await leases(this.deps.db).deleteOne({ _id: NAME, holder: this.holder })
  }

  /** A failed renewal is tried again; once the lease has expired, check() throws. */
  private async renew(): Promise<void> {
    const until = this.deps.now() + this.deps.leaseMs
    try {
      const { matchedCount } = await leases(this.deps.db).updateOne(
        { _id: NAME, holder: this.holder }, { $set: { until: new Date(until) } }
      )
      if (matchedCount === 0) this.lost = true
      else this.until = until
    } catch {
      return
    }
  }
}

function leases(db: mongo.Db): mongo.Collection<LeaseFields> {
  return db.collection<LeaseFields>(LEASE_COLLECTION)
}
