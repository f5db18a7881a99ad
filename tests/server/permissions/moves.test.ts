import { ACTIONS } from '../../../src/contract/serviceRequest'
import { buildApp, type TestApp } from '../../setup/app'
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

test('every move, as everybody, on every matter: answered as the rules say, and nothing leaks', async () => {
  const operations = await readOperations(app)
  const report = await runMatrix(town, operations.filter(({ name }) => (ACTIONS as readonly string[]).includes(name)))
  expectNone(report)
  expect([...report.counts.keys()].sort()).toEqual([...ACTIONS].sort())
  expect(casesOf(report)).toBeGreaterThan(14_000)
  for (const [name, { done, refused }] of report.counts) expect([name, done > 0, refused > 0]).toEqual([name, true, true])
})
