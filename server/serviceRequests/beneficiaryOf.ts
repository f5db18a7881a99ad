import { Types } from 'mongoose'
import type { SubmitInput } from '../../src/contract/serviceRequestViews'
import { consentFor, guardianDecides } from '../beneficiaries/consents'
import { BeneficiaryModel } from '../beneficiaries/model'
import { openSealed } from '../beneficiaries/sealing'
import type { Deps } from '../deps'
import { fieldError } from '../errors'
import { NOT_NEEDED, PENDING } from '../matters/consent'
import type { StoredConsent, StoredMatter } from '../matters/matterFields'
import { phoneIndexOf } from '../people/sealing'
import type { Viewer } from '../people/viewer'

/** The person for whom a service request is, as stored in the service request; the phone is readable. */
export interface ForWhom {
  beneficiary: StoredMatter['beneficiary']
  consent: StoredConsent
}

/**
 * For whom a service request is, and the state of the consent: given in advance where the beneficiary agreed to matters
 * of this kind, otherwise still to be asked for.
 * @throws AppError beneficiaryUnknown when the id names nobody of the applicant's family
 */
export async function forWhom(
  { beneficiary, channel }: SubmitInput,
  viewer: Viewer,
  { fields, now: clock }: Pick<Deps, 'fields' | 'now'>
): Promise<ForWhom> {
  if (beneficiary === null) return { beneficiary, consent: NOT_NEEDED }
  if (!('id' in beneficiary)) {
    const phoneIndex = beneficiary.phone === null ? null : await phoneIndexOf(fields, beneficiary.phone)
    return { beneficiary: { id: null, ...beneficiary, phoneIndex }, consent: PENDING }
  }
  const stored = await BeneficiaryModel.findOne({ _id: beneficiary.id, owner: viewer.id }).lean()
  if (!stored) throw fieldError('beneficiaryUnknown', 'beneficiary.id')
  const { name, kinship } = stored
  const { phone } = await openSealed(fields, stored)
  const now = clock()
  return {
    beneficiary: {
      id: new Types.ObjectId(String(stored._id)),
      name,
      kinship,
      phone,
      phoneIndex: stored.phoneIndex ?? null
    },
    consent: guardianDecides(stored, now) ? NOT_NEEDED : advanceConsent(consentFor(stored.consents, channel, now))
  }
}

function advanceConsent(given: ReturnType<typeof consentFor>): StoredConsent {
  if (!given) return PENDING
  const { way, purpose, givenAt, recordedBy, until, words } = given
  return {
    state: 'given',
    way,
    purpose,
    at: givenAt,
    by: { person: recordedBy.person, name: recordedBy.name },
    until,
    words
  }
}
