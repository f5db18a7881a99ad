/** Who may see somebody's family member, and in which role. */
import type { BeneficiaryRole } from '../../src/contract/beneficiary'
import { grants, type BeneficiaryEndpoint } from '../../src/contract/permissions'
import type { AnonymousContext, CallContext } from '../deps'
import { AppError } from '../errors'
import { responsibilitiesOf } from '../people/responsible'
import { dayOf } from '../../src/contract/day'
import { isRunning } from './consents'
import { BeneficiaryModel, type BeneficiaryDoc } from './model'

export interface Found {
  stored: BeneficiaryDoc
  role: BeneficiaryRole
}

/**
 * Reads a family member, provided that the table of rights grants the endpoint to the viewer's role.
 * @throws AppError notFound, the same whether there is no such member or the viewer may not see it
 */
export async function findFor(endpoint: BeneficiaryEndpoint, id: string, context: CallContext): Promise<Found> {
  const stored = await BeneficiaryModel.findById(id)
  const role = stored && await roleOf(stored, context)
  if (!stored || !role || !grants(endpoint, role)) throw new AppError('notFound')
  return { stored, role }
}

/**
 * The viewer's role towards a family member; null: none. The village's agent has a role while the agent is asked to
 * hear the person, or while a consent that the village's agent witnessed is running.
 */
async function roleOf(stored: BeneficiaryDoc, context: CallContext): Promise<BeneficiaryRole | null> {
  const { viewer, now } = context
  if (String(stored.owner) === viewer.id) return 'owner'
  if (stored.phoneIndex != null && stored.phoneIndex === viewer.phoneIndex) return 'self'
  const concernsAgent = stored.asked != null || stored.consents.some(consent => isRunning(consent, now))
  if (!concernsAgent || !viewer.roles.includes('agent')) return null
  const agents = await agentsOf(stored.villageCode, context)
  return agents.some(agent => agent.id === viewer.id) ? 'witness' : null
}

export interface Agent {
  id: string
  name: string
  phone: string
  phoneIndex: string
}

/** The agents named for a village today, in their order, those on leave last. */
export async function agentsOf(villageCode: string, { now, deps }: AnonymousContext): Promise<Agent[]> {
  const named = (await responsibilitiesOf(villageCode, dayOf(now), deps.fields))
    .filter(row => row.kind === 'agent' && row.inDates && row.person.active && row.person.roles.includes('agent'))
  return [...named.filter(row => !row.onLeave), ...named.filter(row => row.onLeave)]
    .map(({ person: { _id, name, phone, phoneIndex } }) => ({ id: String(_id), name, phone, phoneIndex }))
}
