import type { Kinship, SubmitInput } from '../../src/contract/serviceRequestViews'
import { consentFor, guardianDecides } from '../beneficiaries/consents'
import { BeneficiaryModel } from '../beneficiaries/model'
import { openSealed } from '../beneficiaries/sealing'
import type { Deps } from '../deps'
import { fieldError } from '../errors'
import { phoneIndexOf } from '../people/sealing'
import type { Viewer } from '../people/viewer'
import { NOT_NEEDED, PENDING, type StoredConsent } from './consent'

/** The person a service request is for, as it is stored with it. */
export interface ForWhom {
  /** His phone readable: it is sealed with the service request. */
  beneficiary: { id: string | null; name: string; kinship: Kinship; phone: string | null; phoneIndex: string | null } | null
  consent: StoredConsent
}

/**
 * For whom it is, and how his consent stands: given in advance where he agreed to matters of this kind, else to be asked for.
 * @throws AppError beneficiaryUnknown when it is nobody of the applicant's family
 */
export async function forWhom({ beneficiary, channel }: SubmitInput, viewer: Viewer, deps: Deps): Promise<ForWhom> {
  if (beneficiary === null) return { beneficiary, consent: NOT_NEEDED }
  if (!('id' in beneficiary)) {
    const phoneIndex = beneficiary.phone === null ? null : await phoneIndexOf(deps.fields, beneficiary.phone)
    return { beneficiary: { id: null, ...beneficiary, phoneIndex }, consent: PENDING }
  }
  const stored = await BeneficiaryModel.findOne({ _id: beneficiary.id, owner: viewer.id })
  if (!stored) throw fieldError('beneficiaryUnknown', 'beneficiary.id')
  const { name, kinship } = stored
  const { phone } = await openSealed(deps.fields, stored)
  const now = deps.now()
  const given = consentFor(stored.consents, channel, now)
  return {
    beneficiary: { id: String(stored._id), name, kinship, phone, phoneIndex: stored.phoneIndex ?? null },
    consent: guardianDecides(stored, now) ? NOT_NEEDED : given ? {
      state: 'given', way: given.way, purpose: given.purpose, at: given.givenAt,
      by: { person: String(given.recordedBy.person), name: given.recordedBy.name }, until: given.until, words: given.words
    } : PENDING
  }
}
