/** `stop()` of every test file reports a stored matter that does not fit the model of its kind. */
import { Types } from 'mongoose'
import { Matter } from '../../../server/matters/model'
import { buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, postMove } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { misfits } from '../../setup/misfits'

let app: TestApp
let team: Team
let id: Types.ObjectId
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  const made = await buildServiceRequest(app, team, {
    beneficiary: { name: '王奶奶', kinship: 'parent', phone: null },
    specialGroups: ['over80']
  })
  id = new Types.ObjectId(made.id)
  const officer = await app.signIn(team.officer.phone)
  for (const action of ['accept', 'schedule', 'setOut', 'recordConsent'] as const) {
    await postMove(app, officer, made.id, action, moveBody(action, team)).expect(200)
  }
  await postMove(app, officer, made.id, 'finish', {
    outcome: 'awaitingDocument',
    papersTaken: ['户口簿'],
    text: ''
  }).expect(200)
})
afterAll(() => app.stop())

test('what the stories write fits', async () => {
  expect(await misfits()).toEqual([])
})

test.each<[string, object, RegExp]>([
  ['an id as text', { $set: { 'assignee.person': 'a'.repeat(24) } }, /assignee\.person is "a+", a string/],
  ['an instant as text', { $set: { dueAt: '2026-11-24T09:02:00Z' } }, /dueAt is "2026/],
  ['a number as text', { $set: { missed: '1' } }, /missed is "1"/],
  ['a field of the spine missing', { $unset: { handsetAt: 1 } }, /handsetAt is missing/],
  ['a field of the kind missing', { $unset: { custody: 1 } }, /custody is missing/],
  ['a field within a list missing', { $unset: { 'custody.0.returned': 1 } }, /custody\.0\.returned is missing/],
  ['a needed field empty', { $set: { villageName: null } }, /villageName/],
  ['a field that no model knows', { $set: { urgency: 3 } }, /urgency/],
  ['a field in a part that no model knows', { $set: { 'timeline.1.mood': 'good' } }, /mood/],
  ['a value that no list has', { $set: { channel: 'drone' } }, /drone/],
  ['a kind that nobody defined', { $set: { kind: 'quarrel' } }, /no kind is called quarrel/]
])('%s is told', async (_name, change, sentence) => {
  const whole = (await Matter.collection.findOne({ _id: id }))!
  await Matter.collection.updateOne({ _id: id }, change)
  const found = await misfits()
  await Matter.collection.replaceOne({ _id: id }, whole)
  expect(found).toEqual([expect.stringMatching(sentence)])
})
