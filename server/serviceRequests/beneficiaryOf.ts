import { Types } from 'mongoose'
import type { ContactView } from '../../src/contract/search'
import type { SubmitInput } from '../../src/contract/serviceRequestViews'
import { consentFor, guardianDecides } from '../beneficiaries/consents'
import { BeneficiaryModel } from '../beneficiaries/model'
import { openContacts, openSealed } from '../beneficiaries/sealing'
import type { Deps } from '../deps'
import { fieldError } from '../errors'
import { NOT_NEEDED, PENDING } from '../matters/consent'
import { contactsOf, merged, named, written } from '../matters/contacts'
import type { StoredConsent, StoredMatter } from '../matters/matterFields'
import { suspendConsent } from '../matters/suspendConsent'
import { phoneIndexOf } from '../people/sealing'
import type { Viewer } from '../people/viewer'

/** The person for whom a service request is, as stored in the service request; the phone is readable. */
export interface ForWhom {
  beneficiary: StoredMatter['beneficiary']
  consent: StoredConsent
  /** Readable, as contacts.ts writes them. */
  contacts?: string | null
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
    contacts: written(named(await openContacts(fields, stored), 'family')),
    consent: guardianDecides(stored, now) ? NOT_NEEDED : advanceConsent(consentFor(stored.consents, channel, now))
  }
}

/**
 * The people of the village who can look, as the family has them now and as those who answer have entered them. The
 * family's list is read anew, because a contact's number changes while a matter waits.
 */
export async function presentContacts(
  matter: Pick<StoredMatter, '_id' | 'kind' | 'contacts' | 'applicant' | 'beneficiary' | 'timeline'>,
  { fields }: Pick<Deps, 'fields'>
): Promise<ContactView[]> {
  const present = await contactsOf(fields, matter)
  const { applicant, beneficiary, timeline } = matter
  if (!beneficiary?.id) return present
  const stored = await BeneficiaryModel.findOne({ _id: beneficiary.id, owner: applicant.person }).lean()
  // Another name is another person.
  if (stored?.name !== beneficiary.name) return present
  const kept = await openContacts(fields, stored)
  const entered = present.filter(({ from }) => from === 'family')
  // Whom the family has named for this very matter stays, whatever its list says.
  const named = timeline.some(({ action, relation }) => action === 'nameContacts' && relation === 'applicant')
  return merged(present, named ? [...entered, ...kept] : kept, 'family')
}

type Consented = Pick<StoredMatter, 'applicant' | 'beneficiary' | 'consent'>

/**
 * Called after a matter was written or opened again. Its consent given in advance was read before the insert, and a
 * withdrawal between the two finds no matter to suspend. The withdrawal is written before it looks for matters, so
 * either it finds this matter, or the withdrawal is found here. Costs one read where the consent was given in advance,
 * otherwise none. A consent that is gone together with its family member counts as withdrawn: it can't be shown that
 * it was not.
 */
export async function suspendIfWithdrawn(matter: Consented): Promise<void> {
  if (!await isWithdrawn(matter)) return
  await suspendConsent(String(matter.applicant.person), String(matter.beneficiary?.id))
}

/**
 * Whether the matter rests on a consent given in advance that has been withdrawn since. Expiry is judged whenever the
 * consent is read (consentNow). One read where the consent was given in advance, otherwise none.
 */
export async function isWithdrawn({ applicant, beneficiary, consent }: Consented): Promise<boolean> {
  if (!beneficiary?.id || consent?.state !== 'given' || consent.way !== 'witnessed') return false
  const stored =
    await BeneficiaryModel.findOne({ _id: beneficiary.id, owner: applicant.person }, { consents: 1 }).lean()
  return !stored?.consents.some(
    ({ givenAt, withdrawnAt }) => givenAt.getTime() === consent.at?.getTime() && withdrawnAt == null
  )
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
