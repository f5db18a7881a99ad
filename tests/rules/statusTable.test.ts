import fc from 'fast-check'
import { CONSENT_STATES } from '../../src/contract/consent'
import { LIMITS } from '../../src/contract/limits'
import { RELATIONS, allowedActions, refusal } from '../../src/contract/matter'
import {
  ACTIONS, MOVES, OPEN_STATUSES, SERVICE_REQUEST_TABLE as TABLE, STATUSES, type MoveState
} from '../../src/contract/serviceRequest'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')
const DAY = 24 * 3600 * 1000

const stateArb: fc.Arbitrary<MoveState> = fc.record({
  status: fc.constantFrom(...STATUSES),
  channel: fc.constantFrom('paperwork' as const, 'homeVisit' as const),
  waitingOn: fc.constantFrom('resident' as const, null),
  closedAt: fc.option(fc.integer({ min: NOW - 30 * DAY, max: NOW })),
  rated: fc.boolean(),
  consent: fc.constantFrom(...CONSENT_STATES),
  searching: fc.boolean(),
  searched: fc.boolean(),
  undoUntil: fc.option(fc.integer({ min: NOW - DAY, max: NOW + DAY })),
  papersHeld: fc.boolean()
})
const relationsArb = fc.subarray([...RELATIONS])

const EVERY = 'assigned accepted scheduled underway awaitingDocument delivering completed cancelled declined'
const NOT_AT_THE_DOOR = EVERY.replace(' delivering', '')
const TAKING = 'accepted scheduled underway awaitingDocument'

describe('the status table', () => {
  /**
   * The status table of the product's rules, written a second time by hand: a mistake in the code's table becomes
   * visible.
   */
  const UNTIL_DONE = 'assigned accepted scheduled underway'
  const RULES: Record<string, string> = {
    accept: 'assigned > accepted : assignee',
    handBack: 'assigned accepted scheduled > assigned : assignee',
    reassign: 'assigned accepted scheduled > assigned : dispatcher chief',
    cancel: 'assigned accepted scheduled > cancelled : applicant beneficiary',
    decline: 'assigned accepted > declined : policeAssignee dispatcher',
    askMaterial: 'accepted > accepted : assignee',
    provideMaterial: 'accepted > accepted : applicant',
    escalate: 'accepted > assigned : agentAssignee',
    schedule: 'accepted scheduled > scheduled : assignee',
    setOut: 'scheduled accepted > underway : assignee',
    nobodyHome: 'underway > scheduled : assignee',
    finish: 'underway > completed awaitingDocument : assignee',
    documentReady: 'awaitingDocument > delivering : assignee dispatcher',
    deliver: 'delivering > completed : assignee dispatcher',
    reopen: 'completed declined > assigned : applicant',
    rate: 'completed > completed : applicant',
    changeTime: 'assigned accepted scheduled > assigned accepted scheduled : applicant',
    recordConsent: 'accepted scheduled underway > accepted scheduled underway : assignee',
    withdrawConsent: 'assigned accepted scheduled underway > cancelled : beneficiary assignee',
    undoNobodyHome: 'scheduled > underway : assignee',
    nameContacts: `${UNTIL_DONE} > ${UNTIL_DONE} : applicant assignee dispatcher chief`,
    answerSearch: `${STATUSES.join(' ')} > ${STATUSES.join(' ')} : applicant assignee dispatcher chief helper`,
    takePapers: `${TAKING} > ${TAKING} : assignee`,
    givePapers: `${EVERY} > ${EVERY} : bearer`,
    receivePapers: `${EVERY} > ${EVERY} : assignee dispatcher`,
    returnPapers: `${NOT_AT_THE_DOOR} > ${NOT_AT_THE_DOOR} : bearer`,
    setDelivery: 'delivering > delivering : assignee',
    notDelivered: 'delivering > delivering : assignee',
    noteCall: 'assigned accepted scheduled underway awaitingDocument delivering > ' +
      'accepted scheduled underway awaitingDocument delivering : assignee'
  }

  test.each(ACTIONS)('%s is as the rules say', action => {
    const { from, to, by } = MOVES[action]
    expect(`${from.join(' ')} > ${to.join(' ')} : ${by.join(' ')}`).toBe(RULES[action])
  })

  test('a move is allowed exactly when relation, status, channel, consent and time fit', () => {
    fc.assert(fc.property(fc.constantFrom(...ACTIONS), stateArb, relationsArb, (action, state, relations) => {
      const move = MOVES[action]
      const fits = move.by.some(one => relations.includes(one)) && move.from.includes(state.status) &&
        !(state.searching && ['cancel', 'decline', 'askMaterial', 'schedule', 'setOut', 'changeTime', 'withdrawConsent']
          .includes(action)) &&
        !(action === 'nameContacts' && state.channel === 'paperwork') &&
        !(action === 'answerSearch' && !state.searched) &&
        !(action === 'undoNobodyHome' &&
          (state.undoUntil === null || (!state.searching && NOW > state.undoUntil))) &&
        !(action === 'setOut' && state.status === 'accepted' && state.channel === 'homeVisit') &&
        !(action === 'escalate' && state.channel === 'homeVisit') &&
        !(action === 'provideMaterial' && state.waitingOn !== 'resident') &&
        !(action === 'rate' && state.rated) &&
        !(['givePapers', 'receivePapers', 'returnPapers'].includes(action) && !state.papersHeld) &&
        !((action === 'finish' || action === 'deliver') && state.consent !== 'given' &&
          state.consent !== 'notNeeded') &&
        !(action === 'recordConsent' && state.consent !== 'pending') &&
        !(action === 'withdrawConsent' && state.consent !== 'pending' && state.consent !== 'given') &&
        !(action === 'reopen' && (state.closedAt === null || NOW - state.closedAt > LIMITS.reopenDays * DAY))
      expect(refusal(TABLE, action, state, relations, NOW) === null).toBe(fits)
    }), { numRuns: 5000 })
  })

  test('nothing for somebody else is finished or handed over before he said yes, and saying ' +
    'yes is what opens it', () => {
    const state = (consent: MoveState['consent']): MoveState =>
      ({
        status: 'underway', channel: 'homeVisit', waitingOn: null, closedAt: null, rated: false,
        searching: false, searched: false, undoUntil: null, papersHeld: false, consent
      })
    expect(allowedActions(TABLE, state('pending'), ['assignee'], NOW)).toEqual([
      'nobodyHome',
      'recordConsent',
      'withdrawConsent',
      'nameContacts',
      'takePapers',
      'noteCall'
    ])
    expect(refusal(TABLE, 'finish', state('pending'), ['assignee'], NOW)).toBe('consentMissing')
    expect(refusal(TABLE, 'deliver', { ...state('withdrawn'), status: 'delivering' }, ['assignee'], NOW)).toBe(
      'consentMissing'
    )
    expect(allowedActions(TABLE, state('given'), ['assignee'], NOW)).toEqual([
      'nobodyHome',
      'finish',
      'withdrawConsent',
      'nameContacts',
      'takePapers',
      'noteCall'
    ])
    expect(allowedActions(TABLE, state('notNeeded'), ['assignee'], NOW)).toEqual([
      'nobodyHome', 'finish', 'nameContacts', 'takePapers', 'noteCall'
    ])
  })

  test('nobody without a relation may do anything', () => {
    fc.assert(fc.property(stateArb, state => expect(allowedActions(TABLE, state, [], NOW)).toEqual([])))
  })

  test('every open status has somebody who can move it on, every closed one nobody but the applicant', () => {
    const state = (status: MoveState['status']): MoveState =>
      ({
        status, channel: 'homeVisit', waitingOn: null, closedAt: NOW, rated: false,
        searching: false, searched: false, undoUntil: null, papersHeld: false, consent: 'notNeeded'
      })
    for (const status of STATUSES) {
      const staff = allowedActions(TABLE, state(status), ['assignee', 'policeAssignee'], NOW)
      expect(staff.length > 0).toBe(OPEN_STATUSES.includes(status))
    }
    expect(allowedActions(TABLE, state('cancelled'), ['applicant'], NOW)).toEqual([])
  })

  test.each([
    [LIMITS.reopenDays * DAY, null],
    [LIMITS.reopenDays * DAY + 1, 'reopenTooLate']
  ] as const)('reopening %d ms after the end: %s', (after, why) => {
    const state: MoveState = {
      status: 'completed',
      channel: 'paperwork',
      waitingOn: null,
      closedAt: NOW,
      rated: true,
      searching: false, searched: false, undoUntil: null, papersHeld: false,
      consent: 'notNeeded'
    }
    expect(refusal(TABLE, 'reopen', state, ['applicant'], NOW + after)).toBe(why)
  })
})
