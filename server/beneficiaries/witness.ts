/** A consent given in advance: the relative asks the agent of the village, the agent hears the person and confirms it. */
import type { ConsentPurpose, ConsentWords } from '../../src/contract/consent'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { suspendConsent } from '../matters/suspendConsent'
import type { Viewer } from '../people/viewer'
import { endedConsents, writeAnew } from './change'
import { guardianDecides } from './consents'
import type { BeneficiaryDoc } from './model'
import { agentsOf, findFor, type Found } from './policy'

/** Consents that are kept of one person; older ones make room. */
const KEPT = 20

/**
 * Asks the agent of the village to hear the person. Asked again it replaces what was asked before.
 * @throws AppError notFound, noWitness, consentNotAsked (a child's guardian decides), changedMeanwhile
 */
export async function askConsent(
  id: string, { purpose, months }: { purpose: ConsentPurpose; months: number }, viewer: Viewer, deps: Deps
): Promise<Found> {
  const written = await writeAnew(id, async () => {
    const { stored } = await findFor('askConsent', id, viewer, deps)
    if (guardianDecides(stored, deps.now())) throw new AppError('consentNotAsked', { message: '孩子不满 14 岁,由你决定就行,不用再问。' })
    if (!await hasWitness(stored, viewer, deps)) throw new AppError('noWitness')
    return { stored, set: { asked: { purpose, months, at: new Date(deps.now()) } } }
  })
  return { stored: written, role: 'owner' }
}

/** Neither he who asks nor he who is asked can be the witness of it. */
async function hasWitness({ villageCode, phoneIndex }: BeneficiaryDoc, viewer: Viewer, deps: Deps): Promise<boolean> {
  return (await agentsOf(villageCode, deps)).some(agent => agent.id !== viewer.id && agent.phoneIndex !== phoneIndex)
}

/**
 * The agent has heard the person: yes makes a consent with an end, no makes none; either way nothing is asked any more.
 * @throws AppError notFound (also for an agent of another village), consentNotAsked, changedMeanwhile
 */
export async function giveConsent(
  id: string, { agreed, words }: { agreed: boolean; words: ConsentWords }, viewer: Viewer, deps: Deps
): Promise<Found> {
  const written = await writeAnew(id, async () => {
    const { stored } = await findFor('giveConsent', id, viewer, deps)
    if (!stored.asked) throw new AppError('consentNotAsked')
    return { stored, set: agreed ? withConsent(stored, stored.asked, words, viewer, deps.now()) : { asked: null } }
  })
  return { stored: written, role: 'witness' }
}

/**
 * Withdraws every consent given in advance: by the person himself, the relative, or the agent on the person's word. Matters that
 * rest on the consent have to be asked about again. A repeated call goes on where the one before stopped.
 * @throws AppError notFound, changedMeanwhile
 */
export async function endConsent(id: string, viewer: Viewer, deps: Deps): Promise<Found> {
  const found = await findFor('endConsent', id, viewer, deps)
  const written = await writeAnew(id, async () => {
    const { stored } = await findFor('endConsent', id, viewer, deps)
    return { stored, set: endedConsents(stored, deps.now()) }
  })
  await suspendConsent(String(written.owner), id)
  return { stored: written, role: found.role }
}

function withConsent(
  stored: BeneficiaryDoc, asked: NonNullable<BeneficiaryDoc['asked']>, words: ConsentWords, viewer: Viewer, now: number
): object {
  const agent = { person: viewer.id, name: viewer.name }
  const consent = {
    purpose: asked.purpose, way: 'witnessed', givenAt: new Date(now), until: monthsLater(now, asked.months), words,
    recordedBy: agent, witness: agent, withdrawnAt: null
  }
  return { asked: null, consents: [...stored.toObject().consents, consent].slice(-KEPT) }
}

/** The same day so many months on; a day that month doesn't have becomes the next month's first. @param now ms since 1970 */
function monthsLater(now: number, months: number): Date {
  const end = new Date(now)
  end.setUTCMonth(end.getUTCMonth() + months)
  return end
}
