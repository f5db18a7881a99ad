import type { RoutingOutcome } from '../../src/contract/serviceRequestViews'
import { findItem } from '../catalogue/findItem'
import type { Keyring } from '../fieldEncryption/keyring'
import { Person } from '../people/model'
import { openPerson } from '../people/sealing'
import { candidatesFor } from './candidates'
import type { ServiceRequestDoc } from './model'
import { outcomeOf, type Candidate } from './route'

/** More officers than any of the ten stations has. */
const COLLEAGUES_MOST = 100

export type Colleague = Candidate & { outcome: RoutingOutcome }

/** Ids and hashes of the phones of the people a service request concerns; as staff they are passed over. */
export function concernedBy(serviceRequest: ServiceRequestDoc): Set<string> {
  const { applicant, beneficiary } = serviceRequest
  return new Set([String(applicant.person), ...[applicant.phoneIndex, beneficiary?.phoneIndex].filter(index => index != null)])
}

/**
 * To whom a desk can give a service request: the people of the routing order without the district desk, then every other
 * officer of the station; each with why he can't take it, or `chosen`.
 * @param day YYYY-MM-DD in Shanghai
 */
export async function colleaguesFor(serviceRequest: ServiceRequestDoc, day: string, fields: Keyring): Promise<Colleague[]> {
  const [inOrder, officers, item] = await Promise.all([
    candidatesFor(serviceRequest, serviceRequest.channel, day, fields),
    Person.find({ stationCode: serviceRequest.stationCode, active: true, roles: 'officer' }).sort({ _id: 1 }).limit(COLLEAGUES_MOST).lean(),
    findItem(serviceRequest.itemCode)
  ])
  const opened = await Promise.all(officers.map(person => openPerson(fields, person)))
  const others = opened.map((person): Candidate => ({
    id: String(person._id), name: person.name, phone: person.phone, phoneIndex: person.phoneIndex, rank: person.rank ?? null,
    active: person.active, leave: person.leave, level: 'backup', kind: 'officer', from: null, until: null
  }))
  const pool = new Map<string, Candidate>()
  for (const candidate of [...inOrder, ...others]) {
    if (candidate.level !== 'districtDesk' && !pool.has(candidate.id)) pool.set(candidate.id, candidate)
  }
  const question = {
    channel: serviceRequest.channel, requiresPolice: item?.requiresPolice ?? false, day, candidates: [],
    concerned: concernedBy(serviceRequest), handedBack: new Set(serviceRequest.handedBackBy.map(String))
  }
  return [...pool.values()].map(candidate => ({ ...candidate, outcome: outcomeOf(candidate, question) }))
}
