import { allowedActions, refusal, type Condition, type Move } from '../../../src/contract/matter'
import {
  NOT_BEGUN_STATUSES, OPEN_STATUSES, SERVICE_REQUEST_TABLE as TABLE, UNTIL_DONE_STATUSES, type Action, type MoveState
} from '../../../src/contract/serviceRequest'

type Status = 'open' | 'done'
interface State { status: Status; early: boolean }
const early: Condition<State, 'tooLate' | 'odd'> = state => state.early ? null : 'tooLate'
const evenNow: Condition<State, 'tooLate' | 'odd'> = (_state, now) => now % 2 === 0 ? null : 'odd'

const moves: Record<'close' | 'note', Move<Status, State, 'tooLate' | 'odd'>> = {
  close: { from: ['open'], by: ['assignee', 'chief'], to: ['done'], conditions: [early, evenNow] },
  note: { from: ['open', 'done'], by: ['applicant'], to: ['open', 'done'] }
}
const table = { moves, actions: ['note', 'close'] as const }

describe('why a move is refused', () => {
  const open: State = { status: 'open', early: true }
  test.each([
    ['nobody', open, [], 0, 'notYours'],
    ['somebody else', open, ['applicant'], 0, 'notYours'],
    ['before the status is looked at', { status: 'done', early: false }, ['applicant'], 1, 'notYours'],
    ['before a condition is asked', { status: 'done', early: false }, ['assignee'], 1, 'wrongStatus'],
    ['the first condition that does not hold', { status: 'open', early: false }, ['assignee'], 1, 'tooLate'],
    ['the second condition', open, ['assignee'], 1, 'odd'],
    ['allowed', open, ['assignee'], 0, null],
    ['one relation of several is enough', open, ['applicant', 'chief'], 0, null]
  ] as const)('%s', (_why, state, relations, now, why) =>
    expect(refusal(table, 'close', state, relations, now)).toBe(why)
  )

  test('a move without conditions needs relation and status only', () => {
    expect(refusal(table, 'note', { status: 'done', early: false }, ['applicant'], 1)).toBeNull()
  })

  test('the allowed ones, in the order of the table’s actions', () => {
    expect(allowedActions(table, open, ['applicant', 'assignee'], 0)).toEqual(['note', 'close'])
    expect(allowedActions(table, open, ['applicant', 'assignee'], 1)).toEqual(['note'])
    expect(allowedActions(table, open, [], 0)).toEqual([])
  })
})

describe('the groups of a service request’s statuses, written down a second time', () => {
  test('not begun, until done, open', () => {
    expect(NOT_BEGUN_STATUSES).toEqual(['assigned', 'accepted', 'scheduled'])
    expect(UNTIL_DONE_STATUSES).toEqual(['assigned', 'accepted', 'scheduled', 'underway'])
    expect(OPEN_STATUSES).toEqual(['assigned', 'accepted', 'scheduled', 'underway', 'awaitingDocument', 'delivering'])
    expect(TABLE).toMatchObject({
      initial: 'assigned',
      open: OPEN_STATUSES,
      notBegun: NOT_BEGUN_STATUSES,
      untilDone: UNTIL_DONE_STATUSES
    })
  })

  test('refusals with an error code of their own', () => {
    expect([...TABLE.codes].sort()).toEqual(['alreadyRated', 'consentMissing', 'noSearch', 'reopenTooLate', 'searchOpen', 'undoTooLate'])
  })
})

describe('the names of a service request’s refusals', () => {
  const state: MoveState = {
    status: 'accepted',
    channel: 'homeVisit',
    waitingOn: null,
    closedAt: null,
    rated: false,
    searching: false, searched: false, undoUntil: null, papersHeld: false,
    consent: 'notNeeded'
  }
  test.each<[Action, Partial<MoveState>, string | null]>([
    ['setOut', {}, 'wrongStatus'],
    ['setOut', { channel: 'paperwork' }, null],
    ['setOut', { status: 'scheduled' }, null],
    ['setOut', { status: 'scheduled', channel: 'paperwork' }, null],
    ['escalate', {}, 'wrongChannel'],
    ['escalate', { channel: 'paperwork' }, null],
    ['provideMaterial', {}, 'notWaiting'],
    ['provideMaterial', { waitingOn: 'resident' }, null],
    ['recordConsent', {}, 'noConsentToAsk'],
    ['recordConsent', { consent: 'given' }, 'noConsentToAsk'],
    ['recordConsent', { consent: 'pending' }, null],
    ['withdrawConsent', {}, 'noConsentToAsk'],
    ['withdrawConsent', { consent: 'withdrawn' }, 'noConsentToAsk'],
    ['withdrawConsent', { consent: 'given' }, null],
    ['withdrawConsent', { consent: 'pending' }, null],
    ['finish', { status: 'underway', consent: 'pending' }, 'consentMissing'],
    ['finish', { status: 'underway', consent: 'given' }, null],
    ['deliver', { status: 'delivering', consent: 'withdrawn' }, 'consentMissing'],
    ['deliver', { status: 'delivering' }, null],
    ['rate', { status: 'completed', rated: true }, 'alreadyRated'],
    ['rate', { status: 'completed' }, null],
    ['reopen', { status: 'completed' }, 'reopenTooLate'],
    ['reopen', { status: 'declined', closedAt: 1_000 }, null]
  ])('%s with %j: %p', (action, change, why) => {
    const relations = ['assignee', 'agentAssignee', 'applicant'] as const
    expect(refusal(TABLE, action, { ...state, ...change }, relations, 2_000)).toBe(why)
  })
})
