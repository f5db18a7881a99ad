import { UNDATED } from '../../../server/matters/clocks'
import { namedKindOf } from '../../../server/serviceRequests/channel'
import { summaryOf } from '../../../server/serviceRequests/presentSummary'
import '../../../server/serviceRequests/kind'
import type { StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { stateOf } from '../../../server/serviceRequests/state'
import { OFFICER_ID, storedServiceRequest } from '../../factories/storedServiceRequests'
import { TEST_NOW } from '../../setup/testNow'

const at = (text: string) => new Date(`${text}+08:00`)
const EARLIER = new Date(TEST_NOW - 1)
const TODAY = at('2026-11-24T17:00')
const TOMORROW = at('2026-11-25T00:00')

test('a row says what it is about, where, for whom and with whom', () => {
  const row = summaryOf(
    storedServiceRequest({
      beneficiary: { id: null, name: '赵桂兰', kinship: 'parent', phone: null, phoneIndex: null },
      consent: null,
      specialGroups: ['over80'],
      preferredTimes: [{ date: '2026-11-25', part: 'morning' }],
      timeChangeAsked: true,
      acceptBy: TODAY,
      appointment: { start: TOMORROW, end: at('2026-11-25T01:00') }
    }),
    TEST_NOW
  )
  expect(row).toEqual({
    id: 'c'.repeat(24),
    number: '261124-0001-0',
    status: 'accepted',
    channel: 'homeVisit',
    waitingOn: null,
    item: { code: 'T1', name: '身份证' },
    village: { code: '370406106203', name: '槐树村', townName: '山亭镇' },
    applicantName: '张三',
    beneficiaryName: '赵桂兰',
    specialGroups: ['over80'],
    address: '村东头',
    assignee: { id: OFFICER_ID, name: '李警官' },
    appointment: { start: '2026-11-24T16:00:00.000Z', end: '2026-11-24T17:00:00.000Z' },
    preferredTimes: [{ date: '2026-11-25', part: 'morning' }],
    timeChangeAsked: true,
    searching: false,
    consent: 'pending',
    createdAt: '2026-11-24T01:02:00.000Z',
    acceptBy: '2026-11-24T09:00:00.000Z',
    expectedBy: '2026-12-04T09:30:00.000Z',
    deliveryDay: null,
    urgency: 0
  })
})

test('what is not known is null, an address that was not said is empty', () => {
  expect(summaryOf(storedServiceRequest({ address: null, expectedBy: null }), TEST_NOW)).toMatchObject({
    address: '', beneficiaryName: null, appointment: null, acceptBy: null, expectedBy: null
  })
})

test.each<[string, Partial<StoredServiceRequest>, number]>([
  ['nothing due today', { dueAt: TOMORROW }, 0],
  ['due today', { dueAt: TODAY }, 1],
  ['due this very moment', { dueAt: new Date(TEST_NOW) }, 1],
  ['late', { dueAt: EARLIER }, 3],
  ['late, but the resident owes something', { dueAt: EARLIER, waitingOn: 'resident' }, 0],
  ['due today, but the resident owes something', { dueAt: TODAY, waitingOn: 'resident' }, 0],
  ['a special group', { dueAt: TOMORROW, precedence: 0 }, 2],
  ['a special group, due today', { dueAt: TODAY, precedence: 0 }, 2],
  ['a special group, late', { dueAt: EARLIER, precedence: 0 }, 3],
  ['a special group that owes something', { dueAt: EARLIER, precedence: 0, waitingOn: 'resident' }, 2],
  ['not accepted in time', { status: 'assigned', acceptBy: EARLIER, dueAt: TOMORROW }, 3],
  ['to be accepted today', { status: 'assigned', acceptBy: TODAY, dueAt: TOMORROW }, 1],
  ['to be accepted without a time', { status: 'assigned', acceptBy: null, dueAt: EARLIER }, 0],
  ['without a deadline', { dueAt: UNDATED }, 0],
  ['closed, however late', { status: 'completed', open: false, dueAt: EARLIER }, 0],
  ['closed, of a special group', { status: 'completed', open: false, dueAt: EARLIER, precedence: 0 }, 0]
])('urgency, %s', (_what, change, urgency) => {
  expect(summaryOf(storedServiceRequest(change), TEST_NOW).urgency).toBe(urgency)
})

test('what the status table’s conditions look at', () => {
  expect(stateOf(storedServiceRequest(), TEST_NOW)).toEqual({
    status: 'accepted', channel: 'homeVisit', waitingOn: null, closedAt: null, rated: false, consent: 'notNeeded',
    searching: false, searched: false, undoUntil: null, papersHeld: false
  })
  expect(
    stateOf(
      storedServiceRequest({
        status: 'completed',
        closedAt: EARLIER,
        rating: { stars: 5, text: null, at: EARLIER },
        waitingOn: 'resident',
        channel: 'paperwork',
        consent: null
      }),
      TEST_NOW
    )
  ).toEqual({
    status: 'completed',
    searching: false,
    searched: false,
    undoUntil: null,
    channel: 'paperwork',
    papersHeld: false,
    waitingOn: 'resident',
    closedAt: TEST_NOW - 1,
    rated: true,
    consent: 'notNeeded'
  })
})

test('the agent for paperwork, the officer for a visit', () => {
  expect([namedKindOf('paperwork'), namedKindOf('homeVisit')]).toEqual(['agent', 'officer'])
})
