/** Papers in the hands of those who answer: who holds which, and how that changes. */
import { LIMITS } from '../../../src/contract/limits'
import type { Receiver } from '../../../src/contract/serviceRequestViews'
import { AppError, invalidField } from '../../errors'
import type { PersonRef } from '../../matters/matterFields'
import type { StoredCustody, StoredServiceRequest } from '../serviceRequestFields'

type Holding = Pick<StoredServiceRequest, 'custody' | 'heldBy' | 'heldSince'>

/** The papers that somebody of those who answer holds. */
export function held({ custody }: Pick<StoredServiceRequest, 'custody'>): StoredCustody[] {
  return custody.filter(({ returned }) => returned === null)
}

/** The custody as a move leaves it, with the fields by which bearers and papers that are out are found. */
export function heldNow(custody: StoredCustody[]): Holding {
  const out = held({ custody })
  const heldBy = out.flatMap(({ holder }, index) =>
    out.findIndex(other => other.holder.person.equals(holder.person)) === index ? [holder.person] : [])
  const since = out.map(outSince).sort((a, b) => a.getTime() - b.getTime())
  return { custody, heldBy, heldSince: since[0] ?? null }
}

/** From when a paper has been with those who answer, whoever of them holds it now. */
export function outSince({ earlier, since }: Pick<StoredCustody, 'earlier' | 'since'>): Date {
  return earlier[0]?.since ?? since
}

/**
 * The custody with papers that a person takes. @param now ms since 1970
 * @throws AppError validationFailed at `papers` when the matter has had too many
 */
export function takeInto(
  { custody }: StoredServiceRequest, papers: readonly string[], { person, name }: PersonRef, now: number
): Holding {
  if (custody.length + papers.length > LIMITS.custody)
    throw invalidField('papers', `一件事最多记 ${LIMITS.custody} 份材料。`)
  return heldNow([...custody, ...papers.map(paper =>
    ({ paper, holder: { person, name }, since: new Date(now), earlier: [], givenAt: null, returned: null }))])
}

/** To whom papers are returned. */
export interface Recipient {
  to: string
  relation: Receiver | null
}

/**
 * The custody in which every paper is returned by the person who holds all of them. @param now ms since 1970
 * @throws AppError papersElsewhere when somebody else holds one: nobody can hand over what is not there
 */
export function returnAll(
  current: StoredServiceRequest, recipient: Recipient, by: PersonRef, now: number
): Holding {
  const elsewhere = held(current).find(({ holder }) => !holder.person.equals(by.person))
  if (elsewhere)
    throw new AppError('papersElsewhere', { message: `${elsewhere.holder.name} 还拿着${elsewhere.paper}，要先点收。` })
  return heldNow(current.custody.map(entry => entry.returned ? entry : returnedOf(entry, recipient, by, now)))
}

/** The same paper, returned. @param now ms since 1970 */
export function returnedOf(
  entry: StoredCustody, { to, relation }: Recipient, by: PersonRef, now: number
): StoredCustody {
  return { ...entry, givenAt: null, returned: { at: new Date(now), to, relation, by } }
}
