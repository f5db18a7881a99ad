import { ROLES, type Role } from '../../src/contract/roles'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'
import type { Viewer } from '../people/viewer'
import { createRounds, type Rounds } from '../rounds'
import { ChainWriter, randomOnce, type AuditInput } from './append'
import { collectPending } from './collect'

/** The audit of one process. Its rounds copy what moves have written to the chains. */
export interface Audit extends Rounds {
  /**
   * Records an act, then runs `show`: what can't be recorded isn't shown. For viewing and exporting personal data,
   * which leave no other trace.
   * @throws AppError unavailable, or what the database throws; then `show` has not run
   */
  before<T>(input: AuditInput, show: () => T | Promise<T>): Promise<T>
}

/** Moves within this time are copied together. */
const GATHER_MS = 200

/** @param now ms since 1970 */
export function createAudit({ fields, now, log }: { fields: Keyring; now: () => number; log: Log }): Audit {
  const writer = new ChainWriter(fields)
  const late = (error: unknown): void => log.error({ err: error }, 'an act is not in the audit chain yet')
  const rounds = createRounds('copying acts to the audit chains', GATHER_MS, async () => {
    await collectPending(writer, late)
  }, log)
  return {
    async before(input, show) {
      await writer.append({ ...input, once: randomOnce(), at: new Date(now()) })
      return show()
    },
    ...rounds
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
