import { Types } from 'mongoose'
import { assigneeOf, assignTo, dateOf, offerTo, refTo, roundOf } from '../../../server/matters/assignment'
import { newClock } from '../../../server/matters/clocks'
import type { Candidate } from '../../../server/matters/route'
import { readSettings } from '../../../server/settings'
import { readCalendar } from '../../../server/workingTime/calendar'

const deps = { settings: readSettings(), calendar: readCalendar() }
const at = (text: string) => new Date(`${text}+08:00`)
const TUESDAY = at('2026-11-24T09:00').getTime()
const [OFFICER, BACKUP, DESK] = ['a'.repeat(24), 'b'.repeat(24), 'c'.repeat(24)] as const

const candidate = (id: string, level: Candidate['level']): Candidate => ({
  id,
  name: `name ${id[0]!}`,
  phone: '13900000001',
  phoneIndex: 'index',
  rank: 'police',
  active: true,
  leave: [],
  noSignal: [],
  level,
  kind: 'officer',
  from: null,
  until: null
})
const order = {
  chosen: candidate(OFFICER, 'named'),
  next: [candidate(BACKUP, 'backup'), candidate(DESK, 'stationDuty')]
}
const assigned = (now: number, special: boolean) =>
  assignTo(order, { now, special, clock: newClock(null, now, deps) }, deps)
const offers = (fields: ReturnType<typeof assignTo>) =>
  fields.offeredTo.map(({ person, from }) => [String(person), from])

describe('a new assignment', () => {
  test('goes to the chosen one now, to the backup when the time is up, to the desk after as long again', () => {
    const fields = assigned(TUESDAY, false)
    expect(offers(fields)).toEqual([
      [OFFICER, at('2026-11-24T09:00')], [BACKUP, at('2026-11-24T14:30')], [DESK, at('2026-11-25T09:30')]
    ])
    expect(fields).toMatchObject({
      assignee: {
        person: new Types.ObjectId(OFFICER),
        name: 'name a',
        phone: '13900000001',
        rank: 'police',
        level: 'named',
        kind: 'officer'
      },
      acceptBy: at('2026-11-24T14:30'),
      dueAt: at('2026-11-24T14:30'),
      acceptedAt: null,
      handsetAt: null,
      appointment: null,
      waitingOn: null,
      waitingSince: null
    })
  })

  test('of a special group: half the time for the backup, then the usual time for the desk', () => {
    expect(offers(assigned(TUESDAY, true)).slice(1)).toEqual([
      [BACKUP, at('2026-11-24T11:00')],
      [DESK, at('2026-11-24T16:30')]
    ])
  })

  test('where the calendar ends before the time to accept: one offer, due now', () => {
    const now = at('2026-12-31T17:00')
    const fields = assigned(now.getTime(), false)
    expect(offers(fields)).toEqual([[OFFICER, now]])
    expect(fields).toMatchObject({ acceptBy: null, dueAt: now })
  })

  test('where the calendar ends before the desk’s turn: the backup is offered, the desk is not', () => {
    expect(offers(assigned(at('2026-12-31T09:00').getTime(), false))).toEqual([
      [OFFICER, at('2026-12-31T09:00')], [BACKUP, at('2026-12-31T14:30')]
    ])
  })
})

test('a round of routing names whoever was considered, and nobody where there was nobody', () => {
  expect(
    roundOf(
      'reopen',
      [
        { level: 'named', person: null, outcome: 'nobody' },
        { level: 'stationDuty', person: { id: DESK, name: 'desk' }, outcome: 'chosen' }
      ],
      TUESDAY
    )
  ).toEqual({
    at: new Date(TUESDAY),
    cause: 'reopen',
    steps: [
      { level: 'named', person: null, outcome: 'nobody' },
      { level: 'stationDuty', person: { person: new Types.ObjectId(DESK), name: 'desk' }, outcome: 'chosen' }
    ]
  })
})

test('people, offers and instants as they are stored', () => {
  expect(refTo({ id: DESK, name: 'desk' })).toEqual({ person: new Types.ObjectId(DESK), name: 'desk' })
  expect(offerTo(DESK, 0)).toEqual({ person: new Types.ObjectId(DESK), from: new Date(0) })
  expect(assigneeOf(candidate(BACKUP, 'backup'))).toEqual({
    person: new Types.ObjectId(BACKUP),
    name: 'name b',
    phone: '13900000001',
    rank: 'police',
    level: 'backup',
    kind: 'officer'
  })
  expect([dateOf(null), dateOf(0)]).toEqual([null, new Date(0)])
})
