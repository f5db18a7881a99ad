import type { CustodyEntry, PapersDifference } from '../../src/contract/serviceRequestViews'
import { iso, presentRef } from '../matters/present'
import type { StoredCustody, StoredDifference } from './serviceRequestFields'

/** Every paper with all who held it. */
export function presentCustody(custody: readonly StoredCustody[]): CustodyEntry[] {
  return custody.map(({ paper, holder, since, earlier, givenAt, returned }, no) => ({
    no,
    paper,
    holder: presentRef(holder),
    since: since.toISOString(),
    earlier: earlier.map(former => ({ holder: presentRef(former.holder), since: former.since.toISOString() })),
    givenAt: iso(givenAt),
    returned: returned && {
      at: returned.at.toISOString(), to: returned.to, relation: returned.relation,
      by: returned.by && presentRef(returned.by)
    }
  }))
}

/** How two counts differed; null when they agreed. */
export function presentDifference(differ: StoredDifference | null): PapersDifference | null {
  return differ && { ...differ, at: differ.at.toISOString(), by: presentRef(differ.by) }
}
