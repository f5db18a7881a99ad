import type { ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import type { Keyring } from '../fieldEncryption/keyring'
import { consentNow } from '../matters/consent'
import type { Row } from '../matters/list'
import { iso, presentRef, presentWindow, urgencyOf } from '../matters/present'
import { isSearching } from '../matters/search'
import { openFields } from '../matters/sealing'
import type { StoredServiceRequest } from './serviceRequestFields'

/** A row of a list. @param now ms since 1970 @throws SealError */
export async function presentSummary(
  fields: Keyring,
  stored: Row<StoredServiceRequest>,
  now: number
): Promise<ServiceRequestSummary> {
  const { _id, kind, address: sealed } = stored
  const { address } = await openFields(fields, { _id, kind, address: sealed }, ['address'])
  return summaryOf(stored, now, address)
}

/** A row of a list. @param address readable @param now ms since 1970 */
export function summaryOf(
  stored: Row<StoredServiceRequest>,
  now: number,
  address: string | null = stored.address
): ServiceRequestSummary {
  return {
    id: String(stored._id),
    number: stored.number,
    status: stored.status,
    channel: stored.channel,
    waitingOn: stored.waitingOn,
    item: { code: stored.itemCode, name: stored.itemName },
    village: { code: stored.villageCode, name: stored.villageName, townName: stored.townName },
    applicantName: stored.applicant.name,
    beneficiaryName: stored.beneficiary?.name ?? null,
    specialGroups: stored.specialGroups,
    address: address ?? '',
    assignee: presentRef(stored.assignee),
    appointment: presentWindow(stored.appointment),
    preferredTimes: stored.preferredTimes.map(({ date, part }) => ({ date, part })),
    timeChangeAsked: stored.timeChangeAsked,
    searching: isSearching(stored),
    consent: consentNow(stored, now),
    createdAt: stored.createdAt.toISOString(),
    acceptBy: iso(stored.acceptBy),
    expectedBy: iso(stored.expectedBy),
    deliveryDay: stored.deliveryDay,
    urgency: urgencyOf(stored, now)
  }
}
