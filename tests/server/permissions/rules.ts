/**
 * Who may see and do what, written a second time by hand from the sentences of the product's rules ("Who may see and
 * do", the status table, F04, F06, F10, F11) and from facts about the people and things. The rules use neither the
 * server nor its table of rights.
 */
import type { Action } from '../../../src/contract/serviceRequest'
import type { Role } from '../../../src/contract/roles'
import type { Somebody } from './everybody'
import type { Matter, Member, Photo } from './facts'

/** What an answer says about the caller's rights; notThere: the same answer as for an id that doesn't exist. */
export type Verdict =
  | 'allowed'
  | 'unauthenticated'
  | 'sessionExpired'
  | 'phoneNotBound'
  | 'forbidden'
  | 'alreadyTaken'
  | 'notThere'

/** The refusal before the thing is considered; null: none. */
export function gate({ state }: Somebody, needs: 'nothing' | 'session' | 'phone'): Verdict | null {
  if (state === 'ended') return 'sessionExpired'
  if (needs === 'nothing') return null
  if (state === 'nobody') return 'unauthenticated'
  return needs === 'phone' && state === 'unbound' ? 'phoneNotBound' : null
}

export function has({ roles }: Somebody, ...wanted: Role[]): boolean {
  return wanted.some(role => roles.includes(role))
}

/** The person asked for it, or somebody else asked for the person. */
export function concerns(who: Somebody, matter: Matter): boolean {
  return matter.applicant === who.id || (matter.beneficiaryPhone !== null && matter.beneficiaryPhone === who.phone)
}

/**
 * The person may answer the matter: it is assigned to the person, or it was offered to the person because the time to
 * accept ran out, and the person is still named for the village or works at the station's desk.
 */
export function isAssignee(who: Somebody, matter: Matter): boolean {
  if (concerns(who, matter) || !has(who, 'agent', 'officer', 'dispatcher', 'chief', 'admin')) return false
  const toAsk = who.named[matter.channel === 'paperwork' ? 'agent' : 'officer'].includes(matter.village) ||
    isDesk(who, matter)
  return matter.assignee === who.id || (matter.status === 'assigned' && matter.offered.includes(who.id) && toAsk)
}

/**
 * "A resident sees his own and what he booked; an agent the paperwork of his villages; an officer the matters of his
 * places and those assigned to him; dispatcher and chief their station; admin … not the content." And: a person named
 * in the matter can't see it as staff.
 */
export function sees(who: Somebody, matter: Matter): boolean {
  if (concerns(who, matter) || isAssignee(who, matter) || isBearer(who, matter)) return true
  return has(who, 'officer') && who.named.officer.includes(matter.village)
    || has(who, 'agent') && matter.channel === 'paperwork' && who.named.agent.includes(matter.village)
    || isDesk(who, matter)
}

export function isDesk(who: Somebody, matter: Matter): boolean {
  return !concerns(who, matter) && has(who, 'dispatcher', 'chief') && who.station !== null &&
    who.station === matter.station
}

/** "Each one is told": somebody of the village who was asked to look may answer, and sees the search. */
export function helps(who: Somebody, matter: Matter): boolean {
  return matter.helper !== null && matter.helper === who.id
}

/** The search is seen by the relative who asked, by those who answer, and by whoever is asked to look. */
export function seesSearch(who: Somebody, matter: Matter): boolean {
  if (matter.helper === null) return false
  return helps(who, matter) || (sees(who, matter) && (!concerns(who, matter) || matter.applicant === who.id))
}

/** Whoever holds papers of the matter must be able to hand them over, whoever is the assignee by now. */
export function isBearer(who: Somebody, matter: Matter): boolean {
  return !concerns(who, matter) && matter.bearers.includes(who.id) &&
    has(who, 'agent', 'officer', 'dispatcher', 'chief', 'admin')
}

type Part = 'bearer' | 'assignee' | 'agent' | 'police' | 'dispatcher' | 'chief' | 'applicant' | 'beneficiary'

/** The status table's column "who". */
const MOVERS: Record<Action, readonly Part[]> = {
  accept: ['assignee'], handBack: ['assignee'], reassign: ['dispatcher', 'chief'], cancel: ['applicant', 'beneficiary'],
  decline: ['police', 'dispatcher'], askMaterial: ['assignee'], provideMaterial: ['applicant'], escalate: ['agent'],
  schedule: ['assignee'],
  setOut: ['assignee'], nobodyHome: ['assignee'], finish: ['assignee'], documentReady: ['assignee', 'dispatcher'],
  deliver: ['assignee', 'dispatcher'],
  reopen: ['applicant'], rate: ['applicant'], changeTime: ['applicant'], recordConsent: ['assignee'],
  withdrawConsent: ['beneficiary', 'assignee'], undoNobodyHome: ['assignee'],
  nameContacts: ['applicant', 'assignee', 'dispatcher', 'chief'],
  answerSearch: ['applicant', 'assignee', 'dispatcher', 'chief'],
  takePapers: ['assignee'], givePapers: ['bearer'], receivePapers: ['assignee', 'dispatcher'], returnPapers: ['bearer'],
  setDelivery: ['assignee'], notDelivered: ['assignee'],
  noteCall: ['assignee']
}

/** A person who is both applicant and beneficiary counts as the applicant. */
function plays(part: Part, who: Somebody, matter: Matter): boolean {
  switch (part) {
    case 'applicant': return matter.applicant === who.id
    case 'beneficiary': return concerns(who, matter) && matter.applicant !== who.id
    case 'bearer': return isBearer(who, matter)
    case 'assignee': return isAssignee(who, matter)
    case 'agent': return isAssignee(who, matter) && has(who, 'agent') && matter.channel === 'paperwork'
    case 'police': return isAssignee(who, matter) && who.rank === 'police'
    default: return isDesk(who, matter) && has(who, part)
  }
}

/** A move: refused like a thing that isn't there to those who don't see it. */
export function moves(action: Action) {
  return (who: Somebody, matter: Matter): Verdict => {
    if (action === 'answerSearch' && helps(who, matter)) return 'allowed'
    if (!sees(who, matter)) return 'notThere'
    // Everybody who sees the matter is told that it is closed.
    if (matter.cut) return 'allowed'
    if (MOVERS[action].some(part => plays(part, who, matter))) return 'allowed'
    return concerns(who, matter) ? 'forbidden' : 'alreadyTaken'
  }
}

/**
 * "Looking at an ID number is logged": only the assignee may view it; for a closed matter the answer is as if there
 * were none.
 */
export function looks(who: Somebody, matter: Matter): boolean {
  return matter.idNumber && isAssignee(who, matter) && matter.assignee === who.id
}

/** The applicant who asked for somebody else may send a recording of the beneficiary. */
export function records(who: Somebody, matter: Matter): boolean {
  return matter.applicant === who.id && (matter.beneficiaryPhone !== null || matter.cut)
}

/** The beneficiary, who speaks, may hear the recording, and so may the assignee of the open matter. */
export function hearsVoice(who: Somebody, matter: Matter): boolean {
  if (!matter.voice) return false
  return concerns(who, matter)
    ? matter.applicant !== who.id
    : matter.open && isAssignee(who, matter) && matter.assignee === who.id
}

/** The person added the family member. */
export function keeps(who: Somebody, member: Member): boolean {
  return member.owner === who.id
}

export function isHimself(who: Somebody, member: Member): boolean {
  return !keeps(who, member) && member.phone !== null && member.phone === who.phone
}

/**
 * The agent of the family member's village, while the agent is asked to hear the family member or a witnessed consent
 * is running.
 */
export function hears(who: Somebody, member: Member): boolean {
  return !keeps(who, member) && !isHimself(who, member) && (member.asked || member.agreed)
    && has(who, 'agent') && who.named.agent.includes(member.village)
}

/** Those who see the photo's matter; while no matter holds the photo, its sender. */
export function seesPhoto(who: Somebody, photo: Photo): boolean {
  return photo.matter ? sees(who, photo.matter) : photo.owner === who.id
}
