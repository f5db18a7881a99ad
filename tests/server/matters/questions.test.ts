/**
 * Every query of the collection of all matters is answered by the index that it names, and a list comes in the order of
 * that index.
 */
import { randomUUID } from 'node:crypto'
import type mongoose from 'mongoose'
import { Types } from 'mongoose'
import { afterCursor, readCursor, writeCursor } from '../../../server/cursor'
import { listMatters, type ListQuestion } from '../../../server/matters/list'
import { Matter } from '../../../server/matters/model'
import {
  appointedBetween, closedBetween, closedUncut, createdWith, dueAtStation, dueBetween, inbox, LONGEST_OUT_FIRST, mine,
  MOST_URGENT_FIRST, NEWEST_FIRST, ofStation, openInVillage, openOfApplicant, openOfOtherEdition, openWith, overdue,
  papersOut, promisedBetween, type Question, searches, SOONEST_FIRST, unopened, untold
} from '../../../server/matters/questions'
import { FIRST_OF_ALL } from '../../../server/matters/search'
import { villagesOf } from '../../../server/people/responsible'
import type { Viewer } from '../../../server/people/viewer'
import { openByIdNumber } from '../../../server/serviceRequests/findByIdNumber'
import { buildTeam, type Team } from '../../factories/people'
import { buildItem, buildServiceRequest } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { skipUnless } from '../../setup/skips'
import { TEST_NOW } from '../../setup/testNow'
import { viewerFor } from './lostThingCalls'

const DAY = 24 * 3600_000
/** Enough documents for a planner that counts them to prefer one index. */
const MATTERS = 600
const NUMBER = '11010519491231002X'
const URGENT = orderOf(MOST_URGENT_FIRST)
const NEWEST = orderOf(NEWEST_FIRST)

let app: TestApp
let team: Team
let applicant: Viewer
let officer: Viewer
let desk: Viewer
let numberIndex: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  const made = await buildServiceRequest(app, team, {
    itemCode: await buildItem({ idNumberNeeded: true }),
    idNumber: NUMBER
  })
  const stored = (await Matter.collection.findOne({ _id: new Types.ObjectId(made.id) }))!
  numberIndex = stored.idNumberIndex as string
  ;[applicant, officer, desk] = await Promise.all([
    viewerFor(app.deps, made.applicant.id),
    viewerFor(app.deps, team.officer._id),
    viewerFor(app.deps, team.dispatcher._id)
  ])
  await Matter.collection.insertMany(Array.from({ length: MATTERS }, (_, n) => like(stored, n)))
})
afterAll(() => app.stop())

function orderOf(order: typeof NEWEST_FIRST): Record<string, 1 | -1> {
  return Object.fromEntries(order.map(({ field, direction }) => [field, direction]))
}

/** A matter of the filling: one in four is open, one in three is of these people and this place. */
function like(stored: mongoose.mongo.Document, n: number): mongoose.mongo.Document {
  const ours = n % 3 === 0
  const open = n % 4 === 0
  const other = new Types.ObjectId()
  const at = (ms: number) => new Date(app.clock.now() + ms)
  return {
    ...stored,
    _id: new Types.ObjectId(),
    number: `990101-${n}`,
    creation: { ...(stored.creation as object), key: randomUUID() },
    clock: { ...(stored.clock as object), edition: ours ? 'm' : `edition ${n}` },
    createdAt: at(-n * 1000),
    open,
    status: open ? 'assigned' : 'cancelled',
    closedAt: open ? null : at(-n * DAY),
    dueAt: n % 40 === 0 ? FIRST_OF_ALL : at((n - MATTERS / 2) * DAY),
    precedence: n % 5 === 0 ? 0 : 1,
    handsetAt: n % 8 === 0 ? null : at(0),
    ...(n % 7 === 0 && { heldBy: [other], heldSince: at(-n * DAY) }),
    auditPending: false,
    ...(!ours && {
      concerns: [String(other)],
      applicant: { ...(stored.applicant as object), person: other },
      villageCode: '370499999999',
      stationCode: 'elsewhere',
      assignee: { ...(stored.assignee as object), person: other },
      offeredTo: [{ person: other, from: at(0) }],
      idNumber: null,
      idNumberIndex: null
    })
  }
}

type Order = Record<string, 1 | -1>
const OPEN = { open: true }
const KIND = { kind: 'serviceRequest' }

/** The condition for the rows after some row, as for the next page of a list. */
function laterIn(order: typeof NEWEST_FIRST): object {
  const row = {
    createdAt: new Date(TEST_NOW - 90_000), dueAt: new Date(TEST_NOW), heldSince: new Date(TEST_NOW - 90 * DAY),
    precedence: 1, _id: 'a'.repeat(24)
  }
  return afterCursor(order, readCursor(order, writeCursor(order, row)))
}

/** Name, query, what the caller adds to it, order of the answer; null where the order does not matter. */
const cases: Array<[string, () => Question | Promise<Question>, object, Order | null]> = [
  ['mine', () => mine(applicant), {}, NEWEST],
  ['mine, of one kind', () => mine(applicant), { kind: 'serviceRequest' }, NEWEST],
  ['mine, a later page', () => mine(applicant), laterIn(NEWEST_FIRST), NEWEST],
  ['inbox', async () => inbox(officer, await villagesOf(officer.id, '2026-11-24'), app.clock.now()), OPEN, URGENT],
  [
    'inbox, of one kind',
    async () => inbox(officer, await villagesOf(officer.id, '2026-11-24'), app.clock.now()),
    { ...OPEN, kind: 'serviceRequest' },
    URGENT
  ],
  [
    'inbox, a later page',
    async () => inbox(officer, await villagesOf(officer.id, '2026-11-24'), app.clock.now()),
    { ...OPEN, ...laterIn(MOST_URGENT_FIRST) },
    URGENT
  ],
  ['a station’s', () => ofStation(desk), OPEN, URGENT],
  ['a station’s, a later page', () => ofStation(desk), { ...OPEN, ...laterIn(MOST_URGENT_FIRST) }, URGENT],
  ['a station’s, finished ones', () => ofStation(desk), { open: false, status: { $in: ['cancelled'] } }, URGENT],
  ['late at a station', () => dueAtStation(desk, null, app.clock.now()), KIND, orderOf(SOONEST_FIRST)],
  [
    'late at a station, a later page', () => dueAtStation(desk, null, app.clock.now() + MATTERS * DAY),
    { $and: [KIND, laterIn(SOONEST_FIRST)] }, orderOf(SOONEST_FIRST)
  ],
  ['soon late at a station', () => dueAtStation(desk, app.clock.now(), app.clock.now() + MATTERS * DAY), KIND, orderOf(SOONEST_FIRST)],
  ['papers that are out', () => papersOut(desk), KIND, orderOf(LONGEST_OUT_FIRST)],
  [
    'papers that are out, a later page', () => papersOut(desk), { $and: [KIND, laterIn(LONGEST_OUT_FIRST)] },
    orderOf(LONGEST_OUT_FIRST)
  ],
  ['not opened', () => unopened(desk), KIND, orderOf(SOONEST_FIRST)],
  ['a village’s open ones', () => openInVillage(team.villageCode), {}, { _id: 1 }],
  ['an applicant’s open ones', () => openOfApplicant(applicant.id), {}, null],
  ['open with an assignee', () => openWith(officer.id), {}, null],
  ['dated with another calendar', () => openOfOtherEdition('m')[0], {}, { 'clock.edition': 1, _id: 1 }],
  ['dated with another calendar, the other half', () => openOfOtherEdition('m')[1], {}, { 'clock.edition': 1, _id: 1 }],
  ['overdue', () => overdue(app.clock.now()), {}, { dueAt: 1, _id: 1 }],
  ['with a search', searches, {}, { _id: 1 }],
  [
    'appointed in a span of time', () => appointedBetween(TEST_NOW, TEST_NOW + DAY), {},
    { 'appointment.start': 1, _id: 1 }
  ],
  ['due in a span of time', () => dueBetween(TEST_NOW, TEST_NOW + DAY), {}, { dueAt: 1, _id: 1 }],
  ['promised in a span of time', () => promisedBetween(TEST_NOW, TEST_NOW + DAY), {}, { expectedBy: 1, _id: 1 }],
  ['closed in a span of time', () => closedBetween(TEST_NOW - DAY, TEST_NOW), {}, { closedAt: 1 }],
  ['closed and uncut', () => closedUncut(app.clock.now() - 30 * DAY), {}, { closedAt: 1 }],
  ['by number', () => ({ index: 'number', filter: { number: '990101-7' } }), {}, null],
  ['what a key created', () => createdWith(applicant.id, 'some-key-of-eight'), {}, null],
  ['not told yet', untold, {}, { _id: 1 }],
  ['not in the audit’s chain yet', () => ({ index: 'audit', filter: { auditPending: true } }), {}, { _id: 1 }],
  [
    'by identity number',
    () => openByIdNumber(numberIndex, team.stationCode, desk) as unknown as Question,
    { kind: 'serviceRequest' },
    { createdAt: -1 }
  ]
]

skipUnless(process.env.MONGODB_KIND !== 'independent', 'plans of queries — the independent server has no explain')(
  'plans of queries',
  () => {
    test.each(cases)('%s', async (_name, ask, added, order) => {
      const { index, filter } = await ask()
      // Without casting: the questions have the types of the database.
      const cursor = Matter.collection.find({ ...filter, ...added } as object).limit(21)
      const { queryPlanner } = (await (order ? cursor.sort(order) : cursor).explain('queryPlanner')) as {
        queryPlanner: { winningPlan: object }
      }
      const plan = JSON.stringify(queryPlanner.winningPlan)
      expect(indexesIn(plan)).toEqual([index])
      expect(plan).not.toMatch(/"stage":"(SORT|COLLSCAN)"/)
    })
  }
)

/** Names of the indexes that a plan scans, each once. */
function indexesIn(plan: string): string[] {
  return [...new Set([...plan.matchAll(/"indexName":"([^"]+)"/g)].map(match => match[1]!))]
}

test('somebody without a station has no station’s matters', () => {
  expect(() => ofStation({ ...desk, stationCode: null } as Viewer)).toThrow(expect.objectContaining({ code: 'forbidden' }))
})

test('each index answers a question that stands above, and there is no other', async () => {
  const asked = await Promise.all(cases.map(async ([, ask]) => (await ask()).index))
  const made = (await Matter.collection.indexes()).map(({ name }) => name)
  expect(made.sort()).toEqual([...new Set(asked), '_id_'].sort())
})

test.each<[string, () => Viewer, Pick<ListQuestion, 'role' | 'status'>, Order]>([
  ['mine', () => applicant, { role: 'mine' }, NEWEST],
  ['an inbox', () => officer, { role: 'inbox' }, URGENT],
  ['a station’s', () => desk, { role: 'station' }, URGENT],
  ['a station’s finished ones', () => desk, { role: 'station', status: ['cancelled'] }, URGENT]
])(
  'the list %s comes in the order of its question, page by page, nothing twice and nothing left out',
  async (_name, who, { role, status }, order) => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listMatters({ role, status, kind: null, cursor, limit: 50 }, who(), app.clock.now())
      seen.push(...page.items.map(({ _id }) => String(_id)))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    const found = await Matter.find({ _id: { $in: seen } })
      .sort(order)
      .select({ _id: 1 })
      .lean()
    expect(seen).toEqual(found.map(({ _id }) => String(_id)))
    const own = MATTERS / 3
    expect(seen).toHaveLength(role === 'mine' ? own + 1 : status ? (own * 3) / 4 : own / 4 + 1)
  }
)
