import { ENDPOINTS } from '../../../src/contract/endpoints'
import { PERMISSIONS } from '../../../src/contract/permissions'
import { buildApp, type TestApp } from '../../setup/app'
import { CASES } from './cases'
import { buildTown, readOperations, runMatrix, tell, type Operation, type Town } from './matrix'

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

test('every route described has its row of rights and its case, and there is none beside', () => {
  const names = operations.map(({ name }) => name).sort()
  expect(names).toEqual(Object.keys(ENDPOINTS).sort())
  expect(names).toEqual(Object.keys(PERMISSIONS).sort())
  expect(names).toEqual(Object.keys(CASES).sort())
})

test('every route, as everybody, about everything: answered as the rules say, and nothing leaks', async () => {
  const started = Date.now()
  const report = await runMatrix(town, operations.filter(o => !process.env.ONLY || process.env.ONLY.split(',').includes(o.name)))
  const cases = [...report.counts.values()].reduce((sum, { cases: made }) => sum + made, 0)
  console.log(cases, Date.now() - started)
  if (report.findings.length > 0) throw new Error(tell(report))
})
