/** Any number of service requests as the BFF writes them: invented people, an equal share for every station. */
import { mongo } from 'mongoose'
import { ServiceRequest } from '../../server/serviceRequests/model'

/** A text as long as a sealed text of that many bytes; a bench opens no sealed values. */
const sealed = (bytes: number): string =>
  `f1.a.${'k'.repeat(12)}.${'i'.repeat(16)}.${'c'.repeat(Math.ceil(bytes * 4 / 3))}.${'t'.repeat(22)}`
const stations = 20
const villages = 280
/** A stamp as long as a real one; a bench verifies no stamps. */
const stamp = { id: 'a'.repeat(22), role: 'resident', digest: 'b'.repeat(43) }
const begin = Date.parse('2026-03-02T08:00:00+08:00')

/** The code of the n-th station. */
export const stationCode = (n: number): string => `S${n % stations}`
/** The number of the n-th service request. */
export const numberOf = (n: number): string => `B${String(n).padStart(8, '0')}`
/** The n-th person; one in fifty service requests has the same applicant. */
export const personOf = (n: number): mongo.ObjectId => new mongo.ObjectId(String(n).padStart(24, '0'))

/** The n-th service request, for Model.create: every seventh is closed, every tenth is of a special group. */
export function serviceRequestOf(n: number): Record<string, unknown> {
  const at = new Date(begin + n * 60_000)
  const [applicant, officer] = [personOf(n % 2000), personOf(100_000 + n % 60)]
  const special = n % 10 === 0
  const by = { person: applicant, name: '张三' }
  return {
    number: numberOf(n),
    version: 0,
    status: n % 7 === 0 ? 'completed' : 'assigned',
    channel: 'homeVisit',
    answeredBy: 'officer',
    itemCode: 'HZ01',
    itemName: '补领居民身份证',
    villageCode: `3704060${n % villages}`,
    villageName: '北庄村',
    townName: '北庄镇',
    stationCode: stationCode(n),
    applicant: { ...by, phone: sealed(11), phoneIndex: 'p'.repeat(43) },
    beneficiary: null,
    concerns: [String(applicant)],
    specialGroups: special ? ['over80'] : [],
    address: sealed(18),
    preferredTimes: [{ date: '2026-03-05', part: 'morning' }],
    remark: sealed(24),
    assignee: { person: officer, name: '李四', phone: '13990000001', rank: 'police', level: 'named', kind: 'officer' },
    offeredTo: [
      { person: officer, from: at },
      { person: personOf(100_000 + ((n + 1) % 60)), from: new Date(at.getTime() + 4 * 3_600_000) }
    ],
    acceptBy: new Date(at.getTime() + 4 * 3_600_000),
    expectedBy: new Date(at.getTime() + 5 * 86_400_000),
    clock: {
      accept: { from: at, minutes: 240 }, promise: { from: at, workingDays: 5, calendarDays: 0 }, holds: [],
      noSignal: { since: at, windows: [] }, edition: 'bench'
    },
    routing: [
      { at, cause: 'submit', steps: [{ level: 'named', person: { person: officer, name: '李四' }, outcome: 'chosen' }] }
    ],
    timeline: [
      {
        action: 'submit',
        status: 'assigned',
        at,
        phoneTime: null,
        by,
        relation: 'applicant',
        assignee: { person: officer, name: '李四' },
        audit: stamp
      }
    ],
    precedence: special ? 0 : 1,
    dueAt: new Date(at.getTime() + 4 * 3_600_000),
    open: n % 7 !== 0,
    createdAt: at,
    creation: { person: applicant, key: `key-${n}`, bodyHash: 'x'.repeat(43) }
  }
}

/** The same document as mongoose would write it, without mongoose: for filling a collection quickly. */
export async function plainServiceRequests(from: number, count: number): Promise<mongo.Document[]> {
  const sample = new ServiceRequest(serviceRequestOf(from))
  await sample.validate()
  const shape = sample.toObject() as unknown as mongo.Document
  return Array.from({
    length: count
  }, (_, at) => ({ ...shape, ...serviceRequestOf(from + at), _id: new mongo.ObjectId() }))
}
