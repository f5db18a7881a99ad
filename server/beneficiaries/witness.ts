/**
 * A consent given in advance: the relative asks the agent of the village, the agent hears the person and confirms it.
 */
import type { ConsentPurpose, ConsentWords } from '../../src/contract/consent'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { suspendConsent } from '../matters/suspendConsent'
import { endedConsents, writeAnew } from './change'
import { guardianDecides } from './consents'
import type { BeneficiaryDoc } from './model'
import { agentsOf, findFor, type Found } from './policy'

/** The most consents stored for one person; the oldest are dropped first. */
const KEPT = 20

/**
 * Asks the agent of the village to hear the person. A new question replaces the previous one.
 * @throws AppError notFound, noWitness, consentNotAsked (a child's guardian decides), changedMeanwhile
 */
export async function askConsent(
  id: string, { purpose, months }: { purpose: ConsentPurpose; months: number }, context: CallContext
): Promise<Found> {
  const { now } = context
  const written = await writeAnew(id, async () => {
    const { stored } = await findFor('askConsent', id, context)
    if (guardianDecides(stored, now)) {
      throw new AppError('consentNotAsked', { message: '孩子不满 14 岁，由你决定就行，不用再问。' })
    }
    if (!await hasWitness(stored, context)) throw new AppError('noWitness')
    return { stored, set: { asked: { purpose, months, at: new Date(now) } } }
  })
  return { stored: written, role: 'owner' }
}

/**
 * Whether the village has an agent other than the relative who asks and the person who is asked: neither of them can be
 * the witness.
 */
async function hasWitness({ villageCode, phoneIndex }: BeneficiaryDoc, context: CallContext): Promise<boolean> {
  const agents = await agentsOf(villageCode, context)
  return agents.some(agent => agent.id !== context.viewer.id && agent.phoneIndex !== phoneIndex)
}

/**
 * The agent has heard the person: yes creates a consent that ends after the requested number of months, no creates
 * none. Either answer removes the question.
 * @throws AppError notFound (also for an agent of another village), consentNotAsked, changedMeanwhile
 */
export async function giveConsent(
  id: string, { agreed, words }: { agreed: boolean; words: ConsentWords }, context: CallContext
): Promise<Found> {
  const written = await writeAnew(id, async () => {
    const { stored } = await findFor('giveConsent', id, context)
    if (!stored.asked) throw new AppError('consentNotAsked')
    return { stored, set: agreed ? withConsent(stored, stored.asked, words, context) : { asked: null } }
  })
  return { stored: written, role: 'witness' }
}

/**
 * Withdraws every consent given in advance: by the person concerned, by the relative, or by the agent on the person's
 * word. In matters that rest on the consent the person has to be asked again. A repeated call continues where the
 * previous one stopped.
 * @throws AppError notFound, changedMeanwhile
 */
export async function endConsent(id: string, context: CallContext): Promise<Found> {
  const found = await findFor('endConsent', id, context)
  const written = await writeAnew(id, async () => {
    const { stored } = await findFor('endConsent', id, context)
    return { stored, set: endedConsents(stored, context.now) }
  })
  await suspendConsent(String(written.owner), id)
  return { stored: written, role: found.role }
}

function withConsent(
  stored: BeneficiaryDoc, asked: NonNullable<BeneficiaryDoc['asked']>, words: ConsentWords, { viewer, now }: CallContext
): object {
  const agent = { person: viewer.id, name: viewer.name }
  const consent = {
    purpose: asked.purpose, way: 'witnessed', givenAt: new Date(now), until: monthsLater(now, asked.months), words,
    recordedBy: agent, witness: agent, withdrawnAt: null
  }
  return { asked: null, consents: [...stored.toObject().consents, consent].slice(-KEPT) }
}

/**
 * The same day of the month some months later; a day that the target month does not have becomes a day of the month
 * after.
 * @param now ms since 1970
 */
function monthsLater(now: number, months: number): Date {
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() + months)
  return end
}
