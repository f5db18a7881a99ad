import { ACTIONS } from '../../../src/contract/serviceRequest'
import { buildApp, type TestApp } from '../../setup/app'
import { endurance } from '../../setup/endurance'
import { cellsOfRun } from './cells'
import type { Town } from './facts'
import { buildTown, readOperations, runMatrix } from './matrix'
import { casesOf, expectNone } from './report'

let app: TestApp
let town: Town
beforeAll(async () => {
  app = await buildApp()
  town = await buildTown(app)
})
afterAll(async () => {
  await town.caller.stop()
  await app.stop()
})

const much = endurance({ short: 'some matters, drawn anew', long: 'every matter' })
test(`every move, as everybody, on ${much}: answered as the rules say, and nothing leaks`, async () => {
  const operations = await readOperations(app)
  const report =
    await runMatrix(town, operations.filter(({ name }) => (ACTIONS as readonly string[]).includes(name)), cellsOfRun())
  expectNone(report)
  expect([...report.counts.keys()].sort()).toEqual([...ACTIONS].sort())
  expect(casesOf(report)).toBeGreaterThan(endurance({ short: 300, long: 14_000 }))
  expect([...report.callers].sort()).toEqual(town.all.map(({ name }) => name).sort())
  for (const [name, { done, refused }] of report.counts) {
    expect([name, done > 0, refused > 0]).toEqual([name, true, true])
  }
})
