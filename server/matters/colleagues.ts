import type { RoutingOutcome } from '../../src/contract/serviceRequestViews'
import { candidate, candidatesFor } from './candidates'
import type { RoutingDeps } from './change'
import { kindOf } from './kind'
import type { StoredMatter } from './matterFields'
import { outcomeOf, type Candidate } from './route'

export type Colleague = Candidate & { outcome: RoutingOutcome }

/** Ids and hashes of the phones of the people whom a matter concerns; they can't be its assignee. */
export function concernedBy({ applicant, beneficiary }: Pick<StoredMatter, 'applicant' | 'beneficiary'>): Set<string> {
  return new Set([
    String(applicant.person),
    ...[applicant.phoneIndex, beneficiary?.phoneIndex].filter(index => index != null)
  ])
}

/**
 * The people to whom a desk may give a matter: those of the routing order without the district desk, then every other
 * officer of the station; each with the reason why that person cannot take the matter, or `chosen`.
 * @param day YYYY-MM-DD in Shanghai
 */
export async function colleaguesFor(stored: StoredMatter, day: string, deps: RoutingDeps): Promise<Colleague[]> {
  const [roster, needsPolice] = await Promise.all([deps.ground.roster(), kindOf(stored).needsPolice(stored, deps)])
  const officers = roster.officersOf(stored.stationCode).map(person => candidate(person, 'backup', 'officer'))
  const pool = new Map<string, Candidate>()
  for (const one of [...candidatesFor(stored, stored.answeredBy, day, roster), ...officers]) {
    if (one.level !== 'districtDesk' && !pool.has(one.id)) pool.set(one.id, one)
  }
  const question = {
    needsPolice,
    day,
    candidates: [],
    concerned: concernedBy(stored),
    handedBack: new Set(stored.handedBackBy.map(String))
  }
  return [...pool.values()].map(one => ({ ...one, outcome: outcomeOf(one, question) }))
}
