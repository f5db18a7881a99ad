import { LIMITS } from '../../src/contract/limits'
import { writeOnVersion } from '../conditionalWrite'
import { PENDING } from './consent'
import { allKinds, kindOf } from './kind'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { openOfApplicant, readMatter } from './questions'

/**
 * After a consent given in advance was withdrawn: sets the consent of every matter that rests on it to pending. One
 * conditional update each; a repeated call continues where the previous one stopped.
 * @param owner id of the applicant
 * @param beneficiary id of the applicant's family member
 */
export async function suspendConsent(owner: string, beneficiary: string): Promise<void> {
  for (;;) {
    const resting = await Matter.find({
      ...openOfApplicant(owner).filter,
      'beneficiary.id': beneficiary,
      'consent.state': 'given',
      'consent.way': 'witnessed',
      $or: allKinds().map(({ name, table }) => ({ kind: name, status: { $in: [...table.untilDone] } }))
    })
      .select({ _id: 1 })
      .limit(LIMITS.openMatters)
      .lean<Array<Pick<StoredMatter, '_id'>>>()
    if (resting.length === 0) return
    for (const { _id } of resting) {
      await writeOnVersion<StoredMatter>(
        Matter,
        () => readMatter(_id),
        current => (restsOnAdvance(current) ? { $set: { consent: PENDING } } : null)
      )
    }
  }
}

/** Checked again when the matter is written, because it may have been carried out since it was found. */
function restsOnAdvance(matter: StoredMatter): boolean {
  const { consent, status } = matter
  return consent?.state === 'given' && consent.way === 'witnessed' && kindOf(matter).table.untilDone.includes(status)
}
