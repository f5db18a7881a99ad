/** Who may see somebody's family member, and what he is to him. */
import type { BeneficiaryRole } from '../../src/contract/beneficiary'
import { grants, type BeneficiaryEndpoint } from '../../src/contract/permissions'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { responsibilitiesOf } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
import { isRunning } from './consents'
import { BeneficiaryModel, type BeneficiaryDoc } from './model'

export interface Found {
  stored: BeneficiaryDoc
  role: BeneficiaryRole
}

/**
 * Reads a family member for somebody who by the table of rights is enough to him for this call.
 * @throws AppError notFound, the same whether he is missing or not his
 */
export async function findFor(endpoint: BeneficiaryEndpoint, id: string, viewer: Viewer, deps: Deps): Promise<Found> {
  const stored = await BeneficiaryModel.findById(id)
  const role = stored && await roleOf(stored, viewer, deps)
  if (!stored || !role || !grants(endpoint, role)) throw new AppError('notFound')
  return { stored, role }
}

/** What a viewer is to him; null: nothing. The agent is let in while something is asked of him, or stands on his word. */
async function roleOf(stored: BeneficiaryDoc, viewer: Viewer, deps: Deps): Promise<BeneficiaryRole | null> {
  if (String(stored.owner) === viewer.id) return 'owner'
  if (stored.phoneIndex != null && stored.phoneIndex === viewer.phoneIndex) return 'self'
  const concernsAgent = stored.asked != null || stored.consents.some(consent => isRunning(consent, deps.now()))
  if (!concernsAgent || !viewer.roles.includes('agent')) return null
  const agents = await agentsOf(stored.villageCode, deps)
  return agents.some(agent => agent.id === viewer.id) ? 'witness' : null
}

export interface Agent {
  id: string
  name: string
  phone: string
  phoneIndex: string
}

/** The agents named for a village today, in their order, those on leave last. */
export async function agentsOf(villageCode: string, { now, fields }: Pick<Deps, 'now' | 'fields'>): Promise<Agent[]> {
  const named = (await responsibilitiesOf(villageCode, dayOf(now()), fields))
    .filter(row => row.kind === 'agent' && row.inDates && row.person.active && row.person.roles.includes('agent'))
  return [...named.filter(row => !row.onLeave), ...named.filter(row => row.onLeave)]
    .map(({ person }) => ({ id: String(person._id), name: person.name, phone: person.phone, phoneIndex: person.phoneIndex }))
}
