/** Consents given in advance: which of them is valid. */
import type { Channel } from '../../src/contract/catalogue'
import { covers, mayNeedGuardian } from '../../src/contract/consent'
import { dayOf } from '../../src/contract/day'
import type { BeneficiaryStored } from './model'

type Stored = BeneficiaryStored['consents'][number]

/** The consent has neither been withdrawn nor expired. @param now ms since 1970 */
export function isRunning(consent: Pick<Stored, 'withdrawnAt' | 'givenAt' | 'until'>, now: number): boolean {
  return consent.withdrawnAt == null && consent.givenAt.getTime() <= now && now < consent.until.getTime()
}

/**
 * The valid consent that covers a matter handled in this way; of several the one that lasts longest. undefined: the
 * person has to be asked.
 */
export function consentFor(consents: readonly Stored[], channel: Channel, now: number): Stored | undefined {
  return consents.filter(consent => isRunning(consent, now) && covers(consent.purpose, channel))
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0]
}

/** A child who is added by the guardian: the guardian decides. @param now ms since 1970 */
export function guardianDecides(
  { birthYear, kinship, guardian }: Pick<BeneficiaryStored, 'birthYear' | 'kinship' | 'guardian'>, now: number
): boolean {
  return mayNeedGuardian(birthYear ?? null, yearOf(now)) && (guardian || kinship === 'child')
}

/** The year in Shanghai. @param now ms since 1970 */
export function yearOf(now: number): number {
  return Number(dayOf(now).slice(0, 4))
}
