import type { Beneficiary, BeneficiaryRole, ConsentRecord } from '../../src/contract/beneficiary'
import type { AnonymousContext } from '../deps'
import { Person } from '../people/model'
import { Village } from '../ground/villageModel'
import { guardianDecides, isRunning } from './consents'
import type { BeneficiaryDoc, BeneficiaryStored } from './model'
import { agentsOf, type Found } from './policy'
import { openContacts, openSealed } from './sealing'

/** One family member as the viewer may see it. The agent sees whom to visit and where, but neither age nor health. */
export async function presentBeneficiary({ stored, role }: Found, context: AnonymousContext): Promise<Beneficiary> {
  const { now, deps } = context
  const [opened, contacts, village, owner, agents] = await Promise.all([
    openSealed(deps.fields, stored), role === 'owner' ? openContacts(deps.fields, stored) : [], Village.findById(stored.villageCode).lean(), Person.findById(stored.owner).lean(),
    stored.asked ? agentsOf(stored.villageCode, context) : []
  ])
  return {
    id: String(stored._id),
    name: stored.name,
    kinship: stored.kinship,
    ...opened,
    contacts,
    villageCode: stored.villageCode,
    village: { code: stored.villageCode, name: village?.name ?? '', townName: village?.townName ?? '' },
    ...personal(stored, role),
    viewer: role,
    owner: { name: owner?.name ?? '' },
    consents: [...stored.consents].reverse().map(consent => presentConsent(consent, now)),
    consentAsked: stored.asked ? {
      purpose: stored.asked.purpose, months: stored.asked.months, at: stored.asked.at.toISOString(),
      agent: agents[0] ? { name: agents[0].name, phone: agents[0].phone } : null
    } : null,
    guardianDecides: guardianDecides(stored, now)
  }
}

function personal(
  stored: BeneficiaryDoc, role: BeneficiaryRole
): Pick<Beneficiary, 'birthYear' | 'guardian' | 'specialGroups'> {
  if (role === 'witness') return { birthYear: null, guardian: false, specialGroups: [] }
  return { birthYear: stored.birthYear ?? null, guardian: stored.guardian, specialGroups: [...stored.specialGroups] }
}

function presentConsent(consent: BeneficiaryStored['consents'][number], now: number): ConsentRecord {
  const ref = ({ person, name }: { person: { toString(): string }; name: string }) => ({ id: String(person), name })
  return {
    purpose: consent.purpose,
    way: consent.way,
    givenAt: consent.givenAt.toISOString(),
    until: consent.until.toISOString(),
    words: consent.words,
    recordedBy: ref(consent.recordedBy),
    witness: consent.witness ? ref(consent.witness) : null,
    withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
    running: isRunning(consent, now)
  }
}
