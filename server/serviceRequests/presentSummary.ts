import { dayOf } from '../../src/contract/day'
import type { Appointment, ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import type { Keyring } from '../fieldEncryption/keyring'
import { consentNow } from '../matters/consent'
import type { PersonRef, StoredWindow } from '../matters/matterFields'
import { openFields } from '../matters/sealing'
import type { StoredServiceRequest } from './serviceRequestFields'

/** An instant as it travels; null stays null. */
export function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null
}

/** A person as timelines name people. */
export function presentRef({ person, name }: PersonRef): { id: string; name: string } {
  return { id: String(person), name }
}

/** A promised window of time; null where nothing is promised. */
export function presentWindow(window: StoredWindow | null): Appointment | null {
  return window && { start: window.start.toISOString(), end: window.end.toISOString() }
}

/** A row of a list. @param now ms since 1970 @throws SealError */
export async function presentSummary(fields: Keyring, stored: StoredServiceRequest, now: number): Promise<ServiceRequestSummary> {
  return summaryOf(await openFields(fields, stored, ['address']), now)
}

/** A row of a list. @param opened with the address readable @param now ms since 1970 */
export function summaryOf(opened: StoredServiceRequest, now: number): ServiceRequestSummary {
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

/** 3 a deadline has passed, 2 special group, 1 due today, 0 else; while the resident owes something no clock runs. */
function urgencyOf(stored: StoredServiceRequest, now: number): 0 | 1 | 2 | 3 {
  const running = stored.open && stored.waitingOn !== 'resident'
  // Without a deadline to accept, a service request stands first in the inbox, but nobody is late.
  const deadline = stored.status === 'assigned' ? stored.acceptBy?.getTime() ?? Infinity : stored.dueAt.getTime()
  if (running && deadline < now) return 3
  if (stored.open && stored.precedence === 0) return 2
  return running && deadline !== Infinity && dayOf(deadline) === dayOf(now) ? 1 : 0
}
