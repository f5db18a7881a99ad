import type { Action } from '../../src/contract/serviceRequest'
import type { ServiceRequestDetail, TimelineEntry } from '../../src/contract/serviceRequestViews'

/** Tuesday, 24 November 2026, 10:00 in Shanghai. */
export const NOW = Date.parse('2026-11-24T10:00:00+08:00')

const RESIDENT = { id: 'r', name: '赵明英', relation: 'applicant' } as const
const OFFICER = { id: 'o', name: '周岭', relation: 'staff' } as const

/** One entry of a timeline; residents' moves are the applicant's, all others the officer's. */
export function entryOf(action: Action | 'submit', fields: Partial<TimelineEntry> = {}): TimelineEntry {
  const residents: readonly string[] = ['submit', 'cancel', 'provideMaterial', 'changeTime', 'rate', 'reopen']
  return {
    id: action, action, status: 'assigned', at: '2026-11-24T09:20:00+08:00', phoneTime: null,
    by: residents.includes(action) ? RESIDENT : OFFICER, text: null, assignee: null, appointment: null, papers: [],
    photos: [], search: null, received: null, ...fields
  }
}

/** A home visit as its applicant sees it, just submitted unless `changes` say otherwise. */
export function detailOf(fields: Partial<ServiceRequestDetail> = {}): ServiceRequestDetail {
  return {
    id: 'x', number: '261124-0007-4', status: 'assigned', channel: 'homeVisit', waitingOn: null,
    item: { code: 'HZ02', name: '居民身份证到期换领' },
    village: { code: '370406106203', name: '东良子口村委会', townName: '徐庄镇' }, applicantName: '赵明英', beneficiaryName: '赵桂兰',
    specialGroups: [], address: '村东头', appointment: null, preferredTimes: [], timeChangeAsked: false,
    createdAt: '2026-11-24T09:02:00+08:00', acceptBy: '2026-11-24T14:30:00+08:00', expectedBy: null, urgency: 0,
    assignee: { id: 'o', name: '周岭', phone: '13900000006', rank: 'police', level: 'named', kind: 'officer' },
    viewer: 'applicant', beneficiary: { name: '赵桂兰', kinship: 'parent', phone: null },
    applicant: { name: '赵明英', phone: '13800000001' },
    idNumber: null, remark: '', photos: [],
    proofs: { serverAt: '2026-11-24T09:02:00+08:00', handsetAt: null, acceptedAt: null }, routing: [],
    timeline: [entryOf('submit', { at: '2026-11-24T09:02:00+08:00', assignee: { id: 'o', name: '周岭' } })],
    custody: [], papers: 'none', papersDiffer: null, deliveryDay: null,
    consent: { state: 'pending', way: null, at: null, by: null, until: null, voiceAt: null }, materialAsked: null,
    missed: 0, undoUntil: null, contacts: [], search: null, searching: false,
    station: { name: '徐庄派出所', phone: '0632-8800001' }, rating: null, declined: null, actions: [], materials: [], delivery: true, ...fields
  }
}
