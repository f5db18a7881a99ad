import type { RoutingOutcome } from '../../src/contract/serviceRequestViews'
import { Person } from '../people/model'
import { openPerson } from '../people/sealing'
import { candidate, candidatesFor } from './candidates'
import type { RoutingDeps } from './change'
import { kindOf } from './kind'
import type { StoredMatter } from './matterFields'
import { outcomeOf, type Candidate } from './route'

/** More officers than any of the ten stations has. */
const COLLEAGUES_MOST = 100

export type Colleague = Candidate & { outcome: RoutingOutcome }

/** Ids and hashes of the phones of the people whom a matter concerns; as staff they are passed over. */
export function concernedBy({ applicant, beneficiary }: Pick<StoredMatter, 'applicant' | 'beneficiary'>): Set<string> {
  return new Set([String(applicant.person), ...[applicant.phoneIndex, beneficiary?.phoneIndex].filter(index => index != null)])
}

/**
 * To whom a desk can give a matter: the people of the routing order without the district desk, then every other officer of the
 * station; each with the reason why that person cannot take the matter, or `chosen`.
 * @param day YYYY-MM-DD in Shanghai
 */
export async function colleaguesFor(stored: StoredMatter, day: string, deps: RoutingDeps): Promise<Colleague[]> {
  const { fields } = deps
  const [inOrder, officers, needsPolice] = await Promise.all([
    candidatesFor(stored, stored.answeredBy, day, fields),
    Person.find({ stationCode: stored.stationCode, active: true, roles: 'officer' }).sort({ _id: 1 }).limit(COLLEAGUES_MOST).lean(),
    kindOf(stored).needsPolice(stored, deps)
  ])
  const opened = await Promise.all(officers.map(person => openPerson(fields, person)))
  const pool = new Map<string, Candidate>()
  for (const one of [...inOrder, ...opened.map(person => candidate(person, 'backup', 'officer'))]) {
    if (one.level !== 'districtDesk' && !pool.has(one.id)) pool.set(one.id, one)
  }
  const question = {
    needsPolice, day, candidates: [], concerned: concernedBy(stored), handedBack: new Set(stored.handedBackBy.map(String))
  }
  return [...pool.values()].map(one => ({ ...one, outcome: outcomeOf(one, question) }))
}
