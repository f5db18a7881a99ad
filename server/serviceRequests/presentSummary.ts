import type { ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import type { Keyring } from '../fieldEncryption/keyring'
import { consentNow } from '../matters/consent'
import type { Row } from '../matters/list'
import { iso, presentRef, presentWindow, urgencyOf } from '../matters/present'
import { openFields } from '../matters/sealing'
import type { StoredServiceRequest } from './serviceRequestFields'

/** A row of a list. @param now ms since 1970 @throws SealError */
export async function presentSummary(
  fields: Keyring,
  stored: Row<StoredServiceRequest>,
  now: number
): Promise<ServiceRequestSummary> {
  return summaryOf(await openFields(fields, stored, ['address']), now)
}

/** A row of a list. @param opened with the address readable @param now ms since 1970 */
export function summaryOf(opened: Row<StoredServiceRequest>, now: number): ServiceRequestSummary {
  return {
    id: String(opened._id),
    number: opened.number,
    status: opened.status,
    channel: opened.channel,
    waitingOn: opened.waitingOn,
    item: { code: opened.itemCode, name: opened.itemName },
    village: { code: opened.villageCode, name: opened.villageName, townName: opened.townName },
    applicantName: opened.applicant.name,
    beneficiaryName: opened.beneficiary?.name ?? null,
    specialGroups: opened.specialGroups,
    address: opened.address ?? '',
    assignee: presentRef(opened.assignee),
    appointment: presentWindow(opened.appointment),
    preferredTimes: opened.preferredTimes.map(({ date, part }) => ({ date, part })),
    timeChangeAsked: opened.timeChangeAsked,
    consent: consentNow(opened, now),
    createdAt: opened.createdAt.toISOString(),
    acceptBy: iso(opened.acceptBy),
    expectedBy: iso(opened.expectedBy),
    urgency: urgencyOf(opened, now)
  }
}
