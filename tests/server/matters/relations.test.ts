/** The relations of a viewer to a matter and whether they show it, as tables: every row is one possible mistake. */
import { Types } from 'mongoose'
import type { Relation } from '../../../src/contract/matter'
import type { MatterRelation } from '../../../src/contract/permissions'
import { capacityOf, isGranted, relationsOf } from '../../../server/matters/relations'
import type { Viewer } from '../../../server/people/viewer'
import '../../../server/serviceRequests/kind'
import { buildPerson, buildVillage, nameFor } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { TEST_NOW } from '../../setup/testNow'
import './lostThing'

const NOW = TEST_NOW
const ids = { applicant: new Types.ObjectId(), officer: new Types.ObjectId(), backup: new Types.ObjectId() }
const STATION = 'S-here'

type Seen = Parameters<typeof relationsOf>[0]

function matter(fields: Partial<Seen> = {}): Seen {
  return {
    kind: 'serviceRequest',
    search: null,
    status: 'assigned',
    stationCode: STATION,
    villageCode: '370499000001',
    answeredBy: 'officer',
    applicant: { person: ids.applicant, name: '赵明英', phone: null, phoneIndex: 'hash-of-applicant' },
    concerns: [String(ids.applicant), 'hash-of-elder'],
    assignee: {
      person: ids.officer,
      name: '周岭',
      phone: '13900000006',
      rank: 'police',
      level: 'named',
      kind: 'officer'
    },
    offeredTo: [
      { person: ids.officer, from: new Date(NOW - 60_000) },
      { person: ids.backup, from: new Date(NOW) }
    ],
    heldBy: [],
    ...fields
  }
}

function viewer(id: Types.ObjectId, fields: Partial<Viewer> = {}): Viewer {
  return {
    id: String(id),
    name: '某人',
    openPhone: () => Promise.resolve('13900000000'),
    phoneIndex: `hash-of-${String(id)}`,
    roles: ['resident'],
    rank: null,
    stationCode: null,
    villageCode: null,
    agreed: { privacy: null, sensitive: null },
    ...fields
  }
}

const stranger = (fields: Partial<Viewer> = {}) => viewer(new Types.ObjectId(), fields)
const officer = (fields: Partial<Viewer> = {}) =>
  viewer(ids.officer, { roles: ['resident', 'officer'], rank: 'police', stationCode: STATION, ...fields })
const backup = (fields: Partial<Viewer> = {}) =>
  viewer(ids.backup, { roles: ['resident', 'officer'], rank: 'auxiliary', stationCode: STATION, ...fields })
const everyRole = {
  roles: ['resident', 'agent', 'officer', 'dispatcher', 'chief', 'admin'] as Viewer['roles'],
  rank: 'police' as const,
  stationCode: STATION
}

test.each<[string, Viewer, Seen, Relation[]]>([
  ['the applicant', viewer(ids.applicant), matter(), ['applicant']],
  [
    'an applicant with every role at this station is nothing else',
    viewer(ids.applicant, everyRole),
    matter(),
    ['applicant']
  ],
  [
    'an applicant to whom it came to be assigned',
    viewer(ids.applicant, everyRole),
    matter({ assignee: { ...matter().assignee, person: ids.applicant } }),
    ['applicant']
  ],
  ['the person it is for, by the phone', stranger({ phoneIndex: 'hash-of-elder' }), matter(), ['beneficiary']],
  ['the person it is for, who is the assignee', officer({ phoneIndex: 'hash-of-elder' }), matter(), ['beneficiary']],
  [
    'the person it is for, with every role at this station',
    stranger({ ...everyRole, phoneIndex: 'hash-of-elder' }),
    matter(),
    ['beneficiary']
  ],
  ['a resident whom it does not concern', stranger(), matter(), []],
  ['the assignee, a sworn officer', officer(), matter(), ['assignee', 'policeAssignee']],
  ['the assignee, an auxiliary', officer({ rank: 'auxiliary' }), matter(), ['assignee']],
  ['the assignee without any role that answers', officer({ roles: ['resident'] }), matter(), []],
  [
    'the assignee after acceptance',
    officer(),
    matter({ status: 'accepted', offeredTo: [] }),
    ['assignee', 'policeAssignee']
  ],
  ['to whom it is offered from this instant', backup(), matter(), ['assignee']],
  [
    'to whom it is offered a millisecond later',
    backup(),
    matter({ offeredTo: [{ person: ids.backup, from: new Date(NOW + 1) }] }),
    []
  ],
  ['to whom it was offered, once somebody has accepted', backup(), matter({ status: 'accepted' }), []],
  ['to whom it is offered, without any role that answers', backup({ roles: ['resident'] }), matter(), []],
  [
    'to whom another kind’s matter is offered, in its own first status',
    backup(),
    matter({ kind: 'lostThing', status: 'reported' }),
    ['assignee']
  ],
  [
    'to whom another kind’s matter was offered, in a later status',
    backup(),
    matter({ kind: 'lostThing', status: 'searching' }),
    []
  ],
  [
    'the village’s agent with paperwork',
    officer({ roles: ['resident', 'agent'], rank: null }),
    matter({ answeredBy: 'agent' }),
    ['assignee', 'agentAssignee']
  ],
  ['an agent with what officers answer', officer({ roles: ['resident', 'agent'], rank: null }), matter(), ['assignee']],
  ['an officer with what agents answer', officer(), matter({ answeredBy: 'agent' }), ['assignee', 'policeAssignee']],
  [
    'the desk of the station',
    stranger({ roles: ['resident', 'dispatcher'], stationCode: STATION }),
    matter(),
    ['dispatcher']
  ],
  ['the chief of the station', stranger({ roles: ['resident', 'chief'], stationCode: STATION }), matter(), ['chief']],
  [
    'both in one',
    stranger({ roles: ['dispatcher', 'chief'], stationCode: STATION }),
    matter(),
    ['dispatcher', 'chief']
  ],
  [
    'the desk of another station',
    stranger({ roles: ['resident', 'dispatcher'], stationCode: 'S-there' }),
    matter(),
    []
  ],
  ['the chief of another station', stranger({ roles: ['resident', 'chief'], stationCode: 'S-there' }), matter(), []],
  ['a desk without a station', stranger({ roles: ['resident', 'dispatcher', 'chief'] }), matter(), []],
  [
    'an officer of the station to whom it is not offered',
    stranger({ roles: ['resident', 'officer'], rank: 'police', stationCode: STATION }),
    matter(),
    []
  ],
  ['an admin', stranger({ roles: ['resident', 'admin'], stationCode: STATION }), matter(), []],
  [
    'the desk to which it is assigned',
    officer({ roles: ['resident', 'dispatcher'] }),
    matter(),
    ['assignee', 'policeAssignee', 'dispatcher']
  ]
])('%s', (_who, who, seen, relations) => {
  expect(relationsOf(seen, who, NOW)).toEqual(relations)
})

test.each<[readonly Relation[], ReturnType<typeof capacityOf>]>([
  [['applicant'], 'applicant'],
  [['beneficiary'], 'beneficiary'],
  [['assignee', 'policeAssignee'], 'staff'],
  [['dispatcher'], 'staff'],
  [[], 'staff']
])('with %j one acts as %s', (relations, capacity) => {
  expect(capacityOf(relations)).toBe(capacity)
})

describe('what shows a matter', () => {
  let app: TestApp
  let here: string
  const people = { officer: ids.officer, backup: ids.backup, agent: new Types.ObjectId(), former: new Types.ObjectId() }
  beforeAll(async () => {
    app = await buildApp()
    here = await buildVillage()
    const elsewhere = await buildVillage()
    for (const [name, _id] of Object.entries(people)) {
      const person = await buildPerson({ _id } as object)
      if (name === 'agent') await nameFor(here, 'agent', person, 0)
      else if (name === 'former') await nameFor(here, 'officer', person, 2, '2026-01-01', '2026-11-23')
      else await nameFor(name === 'officer' ? elsewhere : here, 'officer', person, 0)
    }
  })
  afterAll(() => app.stop())

  const agentPerson = (fields: Partial<Viewer> = {}) =>
    viewer(people.agent, { roles: ['resident', 'agent'], ...fields })
  const former = (fields: Partial<Viewer> = {}) =>
    viewer(people.former, { roles: ['resident', 'officer'], stationCode: STATION, ...fields })
  const NAMED: MatterRelation[] = ['namedOfficer', 'namedAgent']
  const offeredToFormer = { offeredTo: [{ person: people.former, from: new Date(NOW) }] }

  test.each<[string, () => Viewer, Partial<Seen>, MatterRelation[], boolean]>([
    ['the applicant where that grants it', () => viewer(ids.applicant), {}, ['applicant'], true],
    [
      'the applicant where only staff are granted it',
      () => viewer(ids.applicant, everyRole),
      {},
      ['assignee', 'dispatcher', 'chief', ...NAMED, 'currentAssignee'],
      false
    ],
    [
      'the person it is for, where only staff are granted it',
      () => backup({ ...everyRole, phoneIndex: 'hash-of-elder' }),
      {},
      ['assignee', 'dispatcher', ...NAMED, 'currentAssignee'],
      false
    ],
    ['the assignee, named for the village or not', () => officer(), {}, ['assignee'], true],
    ['the assignee by being assigned', () => officer(), {}, ['currentAssignee'], true],
    [
      'the assignee who lost every role',
      () => officer({ roles: ['resident'] }),
      {},
      ['assignee', 'currentAssignee'],
      false
    ],
    ['somebody to whom it is only offered, by being assigned', () => backup(), {}, ['currentAssignee'], false],
    ['somebody to whom it is offered and who is named', () => backup(), {}, ['assignee'], true],
    [
      'somebody to whom it is offered and who is not named any more',
      () => former(),
      offeredToFormer,
      ['assignee'],
      false
    ],
    [
      'the same at the desk of the station',
      () => former({ roles: ['resident', 'dispatcher'] }),
      offeredToFormer,
      ['assignee'],
      true
    ],
    [
      'the same, where the agents answer and the viewer is named as an officer',
      () => backup(),
      { answeredBy: 'agent' },
      ['assignee', ...NAMED],
      true
    ],
    [
      'the same, where only an assignee’s relations grant it',
      () => backup(),
      { answeredBy: 'agent' },
      ['assignee', 'agentAssignee', 'policeAssignee', 'currentAssignee'],
      false
    ],
    [
      'the same at the desk of another station',
      () => former({ roles: ['resident', 'dispatcher'], stationCode: 'S-there' }),
      offeredToFormer,
      ['assignee'],
      false
    ],
    ['an officer named for the village', () => backup(), { status: 'accepted', offeredTo: [] }, ['namedOfficer'], true],
    ['an officer named for it until yesterday', () => former(), {}, ['namedOfficer'], false],
    [
      'an officer named for another village',
      () => officer(),
      { assignee: { ...matter().assignee, person: ids.backup }, offeredTo: [] },
      ['namedOfficer'],
      false
    ],
    [
      'somebody named for the village who is no officer any more',
      () => backup({ roles: ['resident'] }),
      {},
      ['namedOfficer'],
      false
    ],
    ['the named agent with paperwork', () => agentPerson(), { answeredBy: 'agent' }, ['namedAgent'], true],
    ['the named agent with what officers answer', () => agentPerson(), {}, NAMED, false],
    [
      'the named agent who is no agent any more',
      () => agentPerson({ roles: ['resident'] }),
      { answeredBy: 'agent' },
      NAMED,
      false
    ],
    [
      'the desk of another station',
      () => stranger({ roles: ['dispatcher', 'chief'], stationCode: 'S-there' }),
      {},
      ['dispatcher', 'chief'],
      false
    ]
  ])('%s', async (_who, who, fields, by, granted) => {
    expect(await isGranted(by, matter({ villageCode: here, ...fields }), who(), NOW)).toBe(granted)
  })
})
