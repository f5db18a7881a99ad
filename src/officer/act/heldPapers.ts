import type { CustodyEntry, ServiceRequestDetail } from '../../contract/serviceRequestViews'

/** The papers that are still with those who answer. */
export function heldPapers({ custody }: Pick<ServiceRequestDetail, 'custody'>): CustodyEntry[] {
  return custody.filter(({ returned }) => returned === null)
}
