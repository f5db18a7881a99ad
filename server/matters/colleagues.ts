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
  const roster = await deps.ground.roster()
  const officers = roster.officersOf(stored.stationCode).map(person => candidate(person, 'backup', 'officer'))
  return judged(stored, [...candidatesFor(stored, stored.answeredBy, day, roster), ...officers], day, deps)
}

/**
 * The people of the routing order without the district desk, judged in the same way: offers go to nobody else, so being
 * an officer of the station does not keep an offer alive.
 * @param day YYYY-MM-DD in Shanghai
 */
export async function offerableTo(stored: StoredMatter, day: string, deps: RoutingDeps): Promise<Colleague[]> {
  return judged(stored, candidatesFor(stored, stored.answeredBy, day, await deps.ground.roster()), day, deps)
}

/**
 * Judges the rows and keeps one of each person. Dates belong to a row, everything else that is judged belongs to the
 * person, and rows are never deleted: an expired row says nothing about a person who has another one.
 */
async function judged(
  stored: StoredMatter, rows: readonly Candidate[], day: string, deps: RoutingDeps
): Promise<Colleague[]> {
  const question = {
    needsPolice: await kindOf(stored).needsPolice(stored, deps),
    day,
    candidates: [],
    concerned: concernedBy(stored),
    handedBack: new Set(stored.handedBackBy.map(String))
  }
  const byPerson = new Map<string, Colleague>()
  for (const row of rows) {
    if (row.level === 'districtDesk') continue
    const outcome = outcomeOf(row, question)
    const kept = byPerson.get(row.id)
    if (kept && (kept.outcome !== 'notInDates' || outcome === 'notInDates')) continue
    // The person stands where the row in its dates stands, not where the expired one stood.
    byPerson.delete(row.id)
    byPerson.set(row.id, { ...row, outcome })
  }
  return [...byPerson.values()]
}
