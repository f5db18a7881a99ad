import { ENDPOINTS } from '../../../src/contract/endpoints'
import { PERMISSIONS } from '../../../src/contract/permissions'
import { ACTIONS, MOVES } from '../../../src/contract/serviceRequest'
import { FURTHER_MEANINGS } from '../../../server/matters/relations'
import { buildApp, type TestApp } from '../../setup/app'
import { endurance } from '../../setup/endurance'
import { CASES } from './cases'
import { cellsOfRun, everyCell } from './cells'
import type { Town } from './facts'
import { buildTown, readOperations, runMatrix, type Operation } from './matrix'
import { casesOf, expectNone } from './report'

let app: TestApp
let town: Town
let operations: Operation[]
beforeAll(async () => {
  app = await buildApp()
  operations = await readOperations(app)
  town = await buildTown(app)
})
afterAll(async () => {
  await town.caller.stop()
  await app.stop()
})

test('every route that is described has its row of rights and its case, and there is none besides', () => {
  const names = operations.map(({ name }) => name).sort()
  for (const written of [ENDPOINTS, PERMISSIONS, CASES]) expect(Object.keys(written).sort()).toEqual(names)
})

// The moves, the other half of the cases, are in moves.test.ts, so that both halves can run at the same time.
const much = endurance({ short: 'some of everything, drawn anew', long: 'everything' })
test(`every route but the moves, as everybody, about ${much}: answered as the rules ` +
  'say, and nothing leaks', async () => {
  const others = operations.filter(({ name }) => !(ACTIONS as readonly string[]).includes(name))
  const report = await runMatrix(town, others, cellsOfRun())
  expectNone(report)
  expect(casesOf(report)).toBeGreaterThan(endurance({ short: 500, long: 6000 }))
  expect([...report.counts.keys()]).toEqual(others.map(({ name }) => name))
  expect([...report.callers].sort()).toEqual(town.all.map(({ name }) => name).sort())
  for (const [name, { done, refused }] of report.counts) {
    expect([name, done > 0, refused > 0]).toEqual([name, true, true])
  }
})

interface Row {
  access: unknown
  by?: readonly string[]
  scopes?: Record<string, Row>
}
const rows = PERMISSIONS as unknown as Record<string, Row>

/** Sets a field and returns a function that restores it. */
function plant<T extends object, K extends keyof T>(target: T, field: K, value: T[K]): () => void {
  const before = target[field]
  target[field] = value
  return () => { target[field] = before }
}

describe('a fault that is planted is found', () => {
  /** Some of the people and things, enough for each fault. */
  const few = (): Town => ({
    ...town,
    all: town.all.filter(({ name }) =>
      ['stranger', 'sameVillage', 'elder', 'agent', 'officer', 'dispatcher', 'roleLost'].includes(name)),
    things: {
      ...town.things,
      matter: town.things.matter.filter(({ name }) => ['assigned', 'paperwork', 'withRoleLost'].includes(name))
    }
  })
  const neighbours = () =>
    plant(FURTHER_MEANINGS, 'namedOfficer', (seen, viewer) => viewer.villageCode === seen.villageCode)

  test.each([
    ['whoever lives in the village reads what is asked there', 'getServiceRequest', neighbours,
      [
        'sameVillage · assigned: expected notThere, got allowed',
        'sameVillage · assigned: was let read 住处assigned密, 备注assigned密'
      ]],
    ['and sees its photos', 'getAttachment', neighbours, ['sameVillage · assigned: expected notThere, got allowed']],
    ['an agent reads home visits', 'getSlip', () =>
      plant(FURTHER_MEANINGS, 'namedAgent', (_seen, viewer) => viewer.roles.includes('agent')),
      ['agent · assigned: expected notThere, got allowed']],
    [
      'a row without a relation', 'getBeneficiary', () => plant(rows.getBeneficiary!, 'by', ['owner', 'witness']),
      ['elder · asked: expected allowed, got notThere']
    ],
    ['a row with one too many', 'updateBeneficiary', () => plant(rows.updateBeneficiary!, 'by', ['owner', 'self']),
      ['elder · asked: expected notThere, got allowed', ' · : a refused call changed beneficiaries']],
    [
      'a row without its roles', 'listAudit', () => plant(rows.listAudit!, 'access', 'user'),
      ['officer · nothing: expected forbidden, got allowed']
    ],
    [
      'a row open to strangers', 'listMySessions', () => plant(rows.listMySessions!, 'access', 'public'),
      ['stranger · nothing: expected unauthenticated, got a fault']
    ],
    ['a part of a list for everybody', 'listServiceRequests', () =>
      plant(rows.listServiceRequests!.scopes!.inbox!, 'access', 'user'),
      ['roleLost · nothing: expected forbidden, got allowed', 'roleLost · nothing: was let read 住处withRoleLost密']],
    ['a move for one more', 'cancel', () =>
      plant(MOVES.cancel as { by: readonly string[] }, 'by', ['applicant', 'beneficiary', 'assignee']),
      ['officer · assigned: expected alreadyTaken, got allowed', ' · : a refused call changed matters']]
  ])('%s', async (_what, name, planted, told) => {
    const undo = planted()
    try {
      const { findings } = await runMatrix(few(), operations.filter(operation => operation.name === name), everyCell)
      const lines = findings.map(({ who, thing, what }) => `${who} · ${thing}: ${what}`)
      for (const line of told) expect(lines).toContainEqual(expect.stringContaining(line))
    } finally {
      undo()
    }
  })

  test('a route without a case', async () => {
    const { findings } =
      await runMatrix(few(), [{ name: 'listSecrets', method: 'GET', path: '/api/v1/secrets' }], everyCell)
    expect(findings).toMatchObject([{ operation: 'listSecrets', what: 'has no case' }])
  })
})
