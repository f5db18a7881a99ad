import { ROLES, type Role } from '../../src/contract/roles'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'
import type { Viewer } from '../session/viewer'
import { ChainWriter, randomOnce, type AuditInput } from './append'
import { collectPending } from './collect'

/** The audit of one process. */
export interface Audit {
  /**
   * Records, then shows: what can't be recorded isn't shown. For looking at personal data and handing it out, which leave no
   * other trace.
   * @throws AppError unavailable, or what the database throws; then `show` has not run
   */
  before<T>(input: AuditInput, show: () => T | Promise<T>): Promise<T>
  /** Says that a move was written: its record is copied to the chain soon, and a failure there doesn't touch the move. */
  nudge(): void
  /** Resolves when nothing is being copied. */
  settled(): Promise<void>
}

/** @param now ms since 1970 */
export function createAudit({ fields, now, log }: { fields: Keyring; now: () => number; log: Log }): Audit {
  const writer = new ChainWriter(fields)
  let running: Promise<void> | null = null
  let again = false
  const collect = async (): Promise<void> => {
    do {
      again = false
      await collectPending(writer, error => log.error({ err: error }, 'an act is not in the audit chain yet'))
        .catch((error: unknown) => log.error({ err: error }, 'acts are not in the audit chain yet'))
    } while (again)
    running = null
  }
  return {
    async before(input, show) {
      await writer.append({ ...input, once: randomOnce(), at: new Date(now()) })
      return show()
    },
    nudge() {
      again = true
      running ??= collect()
    },
    async settled() { await running }
  }
}

/**
 * Who acts, as the audit names him.
 * @param relation what he is to the matter, null where that has no meaning; those it concerns act as residents
 */
export function actorOf(viewer: Viewer, relation: string | null): AuditInput['actor'] {
  return { id: viewer.id, role: roleIn(viewer, relation), relation }
}

/** The role a person acts in: the highest he has, or resident where the matter is his own. */
export function roleIn({ roles }: Viewer, relation: string | null): Role {
  if (relation === 'applicant' || relation === 'beneficiary') return 'resident'
  return [...ROLES].reverse().find(role => roles.includes(role)) ?? 'resident'
}
