import { ROLES, type Role } from '../../src/contract/roles'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'
import type { Viewer } from '../people/viewer'
import { ChainWriter, randomOnce, type AuditInput } from './append'
import { collectPending } from './collect'

/** The audit of one process. */
export interface Audit {
  /**
   * Records an act, then runs `show`: what can't be recorded isn't shown. For viewing and exporting personal data,
   * which leave no other trace.
   * @throws AppError unavailable, or what the database throws; then `show` has not run
   */
  before<T>(input: AuditInput, show: () => T | Promise<T>): Promise<T>
  /**
   * Announces that a move was written: its record is copied to the chain soon, and a failure of the copying doesn't
   * affect the move.
   */
  nudge(): void
  /** Resolves when nothing is being copied. */
  settled(): Promise<void>
}

/** Moves within this time are copied together. */
const GATHER_MS = 200

/** @param now ms since 1970 */
export function createAudit({ fields, now, log }: { fields: Keyring; now: () => number; log: Log }): Audit {
  const writer = new ChainWriter(fields)
  const collector = new Collector(writer, log)
  return {
    async before(input, show) {
      await writer.append({ ...input, once: randomOnce(), at: new Date(now()) })
      return show()
    },
    nudge: () => collector.nudge(),
    settled: () => collector.settled()
  }
}

/** Copies acts to the chains in the background, one round at a time. */
class Collector {
  private timer: NodeJS.Timeout | null = null
  private round: Promise<void> | null = null

  constructor(private readonly writer: ChainWriter, private readonly log: Log) {}

  nudge(): void {
    this.timer ??= setTimeout(() => void this.start(), GATHER_MS)
  }

  async settled(): Promise<void> {
    while (this.timer || this.round) await this.start()
  }

  /** A round that is running is awaited first; whatever it missed is copied by the next round. */
  private async start(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const before = this.round
    const round = Promise.resolve(before).then(() => this.collect())
    this.round = round
    await round
    if (this.round === round) this.round = null
  }

  private async collect(): Promise<void> {
    try {
      await collectPending(this.writer, error => this.log.error({ err: error }, 'an act is not in the audit chain yet'))
    } catch (error) {
      this.log.error({ err: error }, 'acts are not in the audit chain yet')
    }
  }
}

/**
 * The actor as the audit names people.
 * @param relation the actor's relation to the matter, null where there is none; people whom the matter concerns act as
 *   residents
 */
export function actorOf(viewer: Viewer, relation: string | null): AuditInput['actor'] {
  return { id: viewer.id, role: roleIn(viewer, relation), relation }
}

/** The role in which a person acts: the person's highest role, or resident where the matter is the person's own. */
export function roleIn({ roles }: Viewer, relation: string | null): Role {
  if (relation === 'applicant' || relation === 'beneficiary') return 'resident'
  return [...ROLES].reverse().find(role => roles.includes(role)) ?? 'resident'
}
