import type { DaySpan } from '../../../src/contract/day'
import { Types } from 'mongoose'
import type { Role } from '../../../src/contract/roles'
import { candidatesFor } from '../../../server/matters/candidates'
import { concernedBy } from '../../../server/matters/colleagues'
import { Roster, type RosterPerson } from '../../../server/people/roster'
import type { ResponsibilityFields } from '../../../server/people/model'

const PLACE = { villageCode: '370406106203', stationCode: 'S1' }
const DAY = '2026-11-24'

let made = 0
function person(
  name: string,
  roles: Role[],
  change: Partial<Omit<RosterPerson, 'leave'>> & { leave?: DaySpan[] } = {}
): RosterPerson {
  const _id = new Types.ObjectId(String(++made).padStart(24, '0'))
  return {
    _id,
    name,
    phone: `tel-${name}`,
    phoneIndex: `hash-${name}`,
    roles,
    rank: 'police',
    stationCode: 'S1',
    villageCode: null,
    leave: [],
    active: true,
    agreed: { privacy: null, sensitive: null },
    deletedAt: null,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    ...change
  } as RosterPerson
}
const named = (
  { _id }: RosterPerson,
  kind: 'agent' | 'officer',
  order: number,
  change: Partial<ResponsibilityFields> = {}
): ResponsibilityFields => ({
  villageCode: PLACE.villageCode,
  kind,
  order,
  person: _id,
  from: '2026-01-01',
  until: null,
  ...change
})

const officer = person('officer', ['officer'], { leave: [{ from: DAY, until: DAY }] })
const backup = person('backup', ['officer'], { rank: 'auxiliary' })
const agent = person('agent', ['agent'], { rank: null })
const chief = person('chief', ['chief'])
const dispatcher = person('dispatcher', ['dispatcher'])
const admin = person('admin', ['admin'], { stationCode: null })
const elsewhere = person('elsewhere', ['dispatcher'], { stationCode: 'S2' })
const people = [officer, backup, agent, chief, dispatcher, admin, elsewhere]

const briefly = (answeredBy: 'agent' | 'officer', roster: Roster) =>
  candidatesFor(PLACE, answeredBy, DAY, roster).map(
    ({ name, level, kind, active }) => `${name} ${level} ${kind}${active ? '' : ' inactive'}`
  )

const DESKS = ['dispatcher stationDuty desk', 'chief stationDuty desk', 'admin districtDesk desk']

describe('whom the order of routing considers', () => {
  const roster = new Roster(
    [named(agent, 'agent', 0), named(officer, 'officer', 0), named(backup, 'officer', 1)],
    people
  )

  test('for a visit the named officer, the backup, the desks; only those of the station', () => {
    expect(briefly('officer', roster)).toEqual(['officer named officer', 'backup backup officer', ...DESKS])
  })

  test('for paperwork the agent in the place of the officers', () => {
    expect(briefly('agent', roster)).toEqual(['agent named agent', ...DESKS])
  })

  test('each with what routing judges by', () => {
    const [first, second, third] = candidatesFor(PLACE, 'officer', DAY, new Roster([
      named(officer, 'officer', 0, { from: '2026-02-01', until: '2026-12-01' }), named(backup, 'officer', 1)
    ], people))
    expect(first).toEqual({
      id: String(officer._id),
      name: 'officer',
      phone: 'tel-officer',
      phoneIndex: 'hash-officer',
      rank: 'police',
      active: true,
      leave: [{ from: DAY, until: DAY }],
      noSignal: [],
      level: 'named',
      kind: 'officer',
      from: '2026-02-01',
      until: '2026-12-01'
    })
    expect(second).toMatchObject({ rank: 'auxiliary', from: '2026-01-01', until: null })
    expect(third).toMatchObject({ name: 'dispatcher', from: null, until: null })
  })

  test('somebody who is still named but has no role that answers, or has left, counts as inactive', () => {
    const gone = person('gone', ['officer'], { active: false })
    const resident = person('resident', ['resident', 'volunteer'], { rank: null })
    const withBoth = new Roster([named(gone, 'officer', 0), named(resident, 'officer', 1)], [...people, gone, resident])
    expect(briefly('officer', withBoth).slice(0, 2)).toEqual([
      'gone named officer inactive',
      'resident backup officer inactive'
    ])
  })
})

test('a matter concerns who asked and whom it is for, by id and by phone', () => {
  const applicant = { person: officer._id, name: 'officer', phone: 'x', phoneIndex: 'hash-officer' }
  const beneficiary = { id: null, name: 'mother', kinship: 'parent' as const, phone: 'y', phoneIndex: 'hash-mother' }
  expect([...concernedBy({ applicant, beneficiary })]).toEqual([String(officer._id), 'hash-officer', 'hash-mother'])
  expect([...concernedBy({ applicant, beneficiary: { ...beneficiary, phone: null, phoneIndex: null } })]).toEqual([
    String(officer._id),
    'hash-officer'
  ])
  expect([...concernedBy({ applicant: { ...applicant, phoneIndex: null }, beneficiary: null })]).toEqual([
    String(officer._id)
  ])
})
