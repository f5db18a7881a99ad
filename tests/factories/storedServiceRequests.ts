import { Types } from 'mongoose'
import type { StoredServiceRequest } from '../../server/serviceRequests/serviceRequestFields'
import type { Viewer } from '../../server/people/viewer'
import { TEST_NOW } from '../setup/testNow'

export const APPLICANT_ID = 'a'.repeat(24)
export const OFFICER_ID = 'b'.repeat(24)

export const OFFICER: Viewer = {
  id: OFFICER_ID,
  name: '李警官',
  openPhone: () => Promise.resolve('13900000002'),
  phoneIndex: 'hash-officer',
  roles: ['resident', 'officer'],
  rank: 'police',
  stationCode: 'S1',
  villageCode: null,
  agreed: { privacy: null, sensitive: null }
}
export const APPLICANT: Viewer = {
  ...OFFICER,
  id: APPLICANT_ID,
  name: '张三',
  openPhone: () => Promise.resolve('13900000001'),
  phoneIndex: 'hash-applicant',
  roles: ['resident'],
  rank: null,
  stationCode: null
}

/** A home visit without a beneficiary, accepted by the officer, as stories see it: with readable texts. */
export function storedServiceRequest(change: Partial<StoredServiceRequest> = {}): StoredServiceRequest {
  const applicant = new Types.ObjectId(APPLICANT_ID)
  const officer = new Types.ObjectId(OFFICER_ID)
  return {
    _id: new Types.ObjectId('c'.repeat(24)),
    kind: 'serviceRequest',
    number: '261124-0001-0',
    version: 3,
    status: 'accepted',
    open: true,
    villageCode: '370406106203',
    villageName: '槐树村',
    townName: '山亭镇',
    stationCode: 'S1',
    applicant: { person: applicant, name: '张三', phone: '13900000001', phoneIndex: 'hash-applicant' },
    beneficiary: null,
    consent: { state: 'notNeeded', way: null, purpose: null, at: null, by: null, until: null, words: null },
    voiceAt: null,
    concerns: [APPLICANT_ID],
    specialGroups: [],
    contacts: null,
    search: null,
    address: '村东头',
    remark: null,
    photos: [],
    answeredBy: 'officer',
    assignee: {
      person: officer,
      name: '李警官',
      phone: '13900000002',
      rank: 'police',
      level: 'named',
      kind: 'officer'
    },
    offeredTo: [{ person: officer, from: new Date(TEST_NOW) }],
    handedBackBy: [],
    handsetAt: new Date(TEST_NOW),
    acceptedAt: new Date(TEST_NOW),
    acceptBy: null,
    expectedBy: new Date('2026-12-04T17:30:00+08:00'),
    clock: {
      accept: null,
      // 10 working days from TEST_NOW, a Tuesday.
      promise: { from: new Date(TEST_NOW), workingDays: 8, calendarDays: 0 },
      holds: [],
      noSignal: { since: new Date(TEST_NOW), windows: [] },
      edition: ''
    },
    appointment: null,
    waitingOn: null,
    waitingSince: null,
    closedAt: null,
    heldBy: [],
    heldSince: null,
    cutAt: null,
    routing: [],
    timeline: [],
    auditPending: false,
    precedence: 1,
    dueAt: new Date('2026-12-04T17:30:00+08:00'),
    createdAt: new Date(TEST_NOW),
    creation: { person: applicant, key: 'key', bodyHash: 'hash' },
    applied: [],
    channel: 'homeVisit',
    itemCode: 'T1',
    itemName: '身份证',
    preferredTimes: [],
    timeChangeAsked: false,
    idNumber: null,
    idNumberIndex: null,
    missed: 0,
    lastMiss: null,
    materialAsked: null,
    custody: [],
    papersDiffer: null,
    deliveryDay: null,
    declined: null,
    rating: null,
    ...change
  }
}
