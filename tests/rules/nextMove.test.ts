import { CHANNELS } from '../../src/contract/catalogue'
import { allowedActions, type Relation } from '../../src/contract/matter'
import { ACTIONS, SERVICE_REQUEST_TABLE, STATUSES } from '../../src/contract/serviceRequest'
import type { Assignee, CustodyEntry } from '../../src/contract/serviceRequestViews'
import { isStaffAction, movesOffered, STAFF_ACTIONS } from '../../src/officer/nextMove'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')

function offered(
  status: (typeof STATUSES)[number], relations: readonly Relation[], more: {
    channel?: 'paperwork', waiting?: boolean, timeChangeAsked?: boolean, consent?: 'pending'
  } = {}
): ReturnType<typeof movesOffered> {
  const channel = more.channel ?? 'homeVisit'
  const waitingOn = more.waiting ? 'resident' : null
  const actions = allowedActions(
    SERVICE_REQUEST_TABLE,
    {
      status, channel, waitingOn, closedAt: null, rated: false, searching: false, searched: false, undoUntil: null,
      papersHeld: false,
      consent: more.consent ?? 'notNeeded'
    },
    relations,
    NOW
  )
  return movesOffered({
    actions, channel, status, waitingOn, timeChangeAsked: more.timeChangeAsked ?? false, custody: [],
    assignee: { id: relations.includes('assignee') ? 'me' : 'other' } as Assignee
  }, 'me')
}

/** A paper that this person holds. */
function heldBy(id: string, givenAt: string | null = null): CustodyEntry {
  const since = '2026-11-24T01:00:00.000Z'
  return { no: 0, paper: '户口簿', holder: { id, name: id }, since, earlier: [], givenAt, returned: null }
}

describe('papers', () => {
  const asked = (custody: CustodyEntry[], assignee: string) => movesOffered({
    actions: ['receivePapers', 'deliver'], channel: 'homeVisit', status: 'delivering', waitingOn: null,
    timeChangeAsked: false, custody, assignee: { id: assignee } as Assignee
  }, 'me')

  test('that a colleague holds are received before anything is handed over; own ones are not received', () => {
    expect(asked([heldBy('other')], 'me')).toEqual({ main: 'receivePapers', others: ['deliver'] })
    expect(asked([heldBy('me')], 'me')).toEqual({ main: 'deliver', others: [] })
  })

  test('that are said to be handed on lead the desk too, otherwise it is led to nothing', () => {
    expect(asked([heldBy('other', '2026-11-24T02:00:00.000Z')], 'other').main).toBe('receivePapers')
    expect(asked([heldBy('other')], 'other').main).toBeNull()
  })
})

describe('the next move', () => {
  const officer: Relation[] = ['assignee', 'policeAssignee']
  const agent: Relation[] = ['assignee', 'agentAssignee']

  test('an officer is led from accepting to delivering', () => {
    expect(STATUSES.map(status => offered(status, officer).main)).toEqual([
      'accept', 'schedule', 'setOut', 'finish', 'documentReady', 'deliver', null, null, null
    ])
  })

  test('an agent starts at the desk without an appointment, and may pass on what can\'t be done by proxy', () => {
    const { main, others } = offered('accepted', agent, { channel: 'paperwork' })
    expect(main).toBe('setOut')
    expect(others).toEqual(expect.arrayContaining(['schedule', 'askMaterial', 'escalate', 'handBack']))
  })

  test('where a relative asked, he is first led to ask the person himself, who may also say no', () => {
    expect(offered('underway', officer, { consent: 'pending' })).toEqual({
      main: 'recordConsent', others: ['takePapers', 'nobodyHome', 'noteCall', 'nameContacts', 'withdrawConsent']
    })
    expect(offered('scheduled', officer, { consent: 'pending' }).main).toBe('setOut')
  })

  test('when another time is asked for, agreeing on it comes before setting out', () => {
    const { main, others } = offered('scheduled', officer, { timeChangeAsked: true })
    expect(main).toBe('schedule')
    expect(others).toContain('setOut')
  })

  test('while the resident owes something nothing is under the thumb, but everything can still be done', () => {
    const { main, others } = offered('accepted', officer, { waiting: true })
    expect(main).toBeNull()
    expect(others).toEqual(expect.arrayContaining(['schedule', 'askMaterial', 'handBack']))
  })

  test('the desk and the chief are offered to give it to somebody else', () => {
    expect(offered('assigned', ['dispatcher']).main).toBe('reassign')
    expect(offered('scheduled', ['chief']).main).toBe('reassign')
    expect(offered('underway', ['chief'])).toEqual({ main: null, others: ['nameContacts'] })
  })

  test('every move the table allows is offered once, and no move of the resident', () => {
    for (const status of STATUSES) {
      for (const channel of CHANNELS) {
        const { main, others } = movesOffered({
          actions: [...ACTIONS], channel, status, waitingOn: null, timeChangeAsked: false, custody: [heldBy('other')],
          assignee: { id: 'me' } as Assignee
        }, 'me')
        expect([...others, ...(main ? [main] : [])].sort()).toEqual([...STAFF_ACTIONS].sort())
      }
    }
  })

  test('an address names a move of those who answer, or none', () => {
    expect(STAFF_ACTIONS.every(isStaffAction)).toBe(true)
    expect(['rate', 'cancel', '', undefined].some(isStaffAction)).toBe(false)
  })
})
