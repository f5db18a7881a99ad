/** Consents given in advance: which one counts. */
import type { Channel } from '../../src/contract/catalogue'
import { covers, mayNeedGuardian } from '../../src/contract/consent'
import { dayOf } from '../../src/contract/day'
import type { BeneficiaryStored } from './model'

type Stored = BeneficiaryStored['consents'][number]

/** It has not been withdrawn and has not run out. @param now ms since 1970 */
export function isRunning(consent: Pick<Stored, 'withdrawnAt' | 'givenAt' | 'until'>, now: number): boolean {
  return consent.withdrawnAt == null && consent.givenAt.getTime() <= now && now < consent.until.getTime()
}

/**
 * The one that covers a matter handled this way; of several the one that lasts longest. undefined: he has to be asked.
 */
export function consentFor(consents: readonly Stored[], channel: Channel, now: number): Stored | undefined {
  return consents.filter(consent => isRunning(consent, now) && covers(consent.purpose, channel))
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0]
}

/** A child whose guardian keeps it: the guardian decides. @param now ms since 1970 */
export function guardianDecides(
  { birthYear, kinship, guardian }: Pick<BeneficiaryStored, 'birthYear' | 'kinship' | 'guardian'>,
  now: number
): boolean {
  return mayNeedGuardian(birthYear ?? null, yearOf(now)) && (guardian || kinship === 'child')
}

/** The year in Shanghai. @param now ms since 1970 */
export function yearOf(now: number): number {
  return Number(dayOf(now).slice(0, 4))
}
