/**
 * Moves of papers between people, none of which changes the status: taken from a resident, given on, received, given
 * back. A paper changes its holder only when the receiver confirms, so that it has one holder at every instant.
 */
import { invalidField } from '../../errors'
import { refTo } from '../../matters/assignment'
import { toDesk } from '../../matters/desk'
import type { PersonRef } from '../../matters/matterFields'
import type { StoredCustody, StoredServiceRequest } from '../serviceRequestFields'
import type { ServiceRequestPlan } from './answering'
import { held, heldNow, returnedOf, takeInto } from './custody'

export const takePapers: ServiceRequestPlan<'takePapers'> = (current, { papers }, { viewer, now }) => ({
  status: current.status,
  set: takeInto(current, papers, refTo(viewer), now),
  entry: { papers }
})

/** The giver's count. Papers that the giver said to be given before and leaves out now are not given any more. */
export const givePapers: ServiceRequestPlan<'givePapers'> = async (current, { papers }, { viewer, now, deps }) => {
  const giver = refTo(viewer)
  const chosen = chosenOf(current, papers, entry => isWith(entry, giver))
  const custody = current.custody.map(entry => isWith(entry, giver)
    ? { ...entry, givenAt: chosen.includes(entry) ? new Date(now) : null }
    : entry)
  return {
    status: current.status,
    set: { custody },
    entry: { papers: namesOf(chosen) },
    tell: [current.assignee.person.equals(giver.person)
      ? await toDesk('papersGiven', current, deps)
      : { event: 'papersGiven', to: 'assignee' }]
  }
}

/**
 * The receiver's count: what was received changes its holder, what was not stays with the giver. Where the counts
 * differ, the difference is kept for the desk, and papers that were said to be given and did not come are told to it.
 */
export const receivePapers: ServiceRequestPlan<'receivePapers'> = async (current, { papers }, { viewer, now, deps }) => {
  const receiver = refTo(viewer)
  const open = held(current).filter(entry => !isWith(entry, receiver))
  const received = chosenOf(current, papers, entry => open.includes(entry))
  const missing = open.filter(entry => entry.givenAt !== null && !received.includes(entry))
  const unsaid = received.filter(entry => entry.givenAt === null)
  if (received.length === 0 && missing.length === 0) throw invalidField('papers', '没有要点收的证件。')
  const differs = missing.length > 0 || unsaid.length > 0
  return {
    status: current.status,
    set: {
      ...heldNow(current.custody.map(entry => passed(entry, { received, missing }, receiver, now))),
      papersDiffer: differs
        ? { at: new Date(now), by: receiver, missing: namesOf(missing), unsaid: namesOf(unsaid) }
        : null
    },
    entry: { papers: namesOf(received) },
    ...(missing.length > 0 && { tell: [await toDesk('papersDiffer', current, deps)] })
  }
}

export const returnPapers: ServiceRequestPlan<'returnPapers'> = (
  current, { papers, receivedBy, relation, text }, { viewer, now }
) => {
  const by = refTo(viewer)
  const chosen = chosenOf(current, papers, entry => isWith(entry, by))
  return {
    status: current.status,
    set: heldNow(current.custody.map(entry =>
      chosen.includes(entry) ? returnedOf(entry, { to: receivedBy, relation }, by, now) : entry)),
    entry: {
      text: text || null, papers: namesOf(chosen), received: { name: receivedBy, relation, way: 'broughtHome' }
    }
  }
}

function passed(
  entry: StoredCustody, { received, missing }: Record<'received' | 'missing', StoredCustody[]>,
  receiver: PersonRef, now: number
): StoredCustody {
  if (missing.includes(entry)) return { ...entry, givenAt: null }
  if (!received.includes(entry)) return entry
  const { holder, since, earlier } = entry
  return { ...entry, holder: receiver, since: new Date(now), earlier: [...earlier, { holder, since }], givenAt: null }
}

/** @throws AppError validationFailed at `papers` when one of these papers is not among those that may be chosen */
function chosenOf(
  { custody }: StoredServiceRequest, papers: readonly number[], may: (entry: StoredCustody) => boolean
): StoredCustody[] {
  return papers.map(no => {
    const entry = custody[no]
    if (!entry || entry.returned || !may(entry)) throw invalidField('papers', '这份证件已经不在那里了，请看最新的。')
    return entry
  })
}

function isWith({ holder, returned }: StoredCustody, { person }: PersonRef): boolean {
  return returned === null && holder.person.equals(person)
}

function namesOf(entries: readonly StoredCustody[]): string[] {
  return entries.map(({ paper }) => paper)
}

