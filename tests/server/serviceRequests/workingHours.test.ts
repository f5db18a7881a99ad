/** A site with working hours of its own: one setting changes what is shown, what is refused and what is promised. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings, type Settings } from '../../../server/settings'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildInput, getOne, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const MORNINGS = [{ from: 7 * 60, until: 9 * 60 }, { from: 9 * 60 + 30, until: 11 * 60 }]
const today = { date: '2026-11-24', part: 'morning' } as const
const afternoon = { date: '2026-11-26', part: 'afternoon' } as const

let folder: string
let app: TestApp
let team: Team
let token: string
const settingsOf = (content: Partial<Settings>): Settings => {
  const file = join(folder, 'settings.json')
  writeFileSync(file, JSON.stringify(content))
  return readSettings(file)
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
  app = await buildApp({ settings: settingsOf({ workingHours: MORNINGS }) })
  team = await buildTeam()
  token = await app.signIn((await buildPerson()).phone)
})
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(() => app.clock.set('2026-11-24T10:00:00+08:00'))

test('the phone is told the working hours with the catalogue', async () => {
  expect((await app.http.get('/api/v1/catalogue').expect(200)).body.workingHours).toEqual(MORNINGS)
})

test('the time to accept is counted in them', async () => {
  const { body: { id } } = await postSubmit(app, token, await buildInput(team)).expect(201)
  const { body } = await getOne(app, token, id as string).expect(200)
  // Four working hours from 10:00: one today until 11:00, two tomorrow until 9:00, one more from 9:30.
  expect(body.acceptBy).toBe(new Date('2026-11-25T10:30:00+08:00').toISOString())
})

test('a half day is over when its working hours are, and a half day that is not worked is refused', async () => {
  const input = await buildInput(team)
  await postSubmit(app, token, { ...input, preferredTimes: [today] }).expect(201)
  app.clock.set('2026-11-24T11:00:00+08:00')
  const late = await postSubmit(app, token, { ...input, preferredTimes: [today] }).expect(400)
  expect(late.body.error).toMatchObject({ code: 'timeInPast', fields: [{ path: 'preferredTimes.0.date' }] })
  const idle = await postSubmit(app, token, {
    ...input,
    preferredTimes: [{ ...today, date: '2026-11-26' }, afternoon]
  }).expect(400)
  expect(idle.body.error).toMatchObject({
    code: 'validationFailed', fields: [{ path: 'preferredTimes.1.part', message: '这半天不上班，请选别的时间。' }]
  })
})

test('nor can another time be asked for when nobody works', async () => {
  const { body } = await postSubmit(app, token, await buildInput(team)).expect(201)
  const idle = await postMove(
    app,
    token,
    body.id as string,
    'changeTime',
    { preferredTimes: [afternoon], text: '' },
    newKey()
  ).expect(400)
  expect(idle.body.error.fields).toEqual([{ path: 'preferredTimes.0.part', message: '这半天不上班，请选别的时间。' }])
})

test.each<[string, Settings['workingHours']]>([
  ['backwards', [{ from: 720, until: 510 }]],
  ['without length', [{ from: 510, until: 510 }]],
  ['out of order', [{ from: 810, until: 1050 }, { from: 510, until: 720 }]],
  ['overlapping', [{ from: 510, until: 720 }, { from: 700, until: 1050 }]],
  ['longer than a day', [{ from: 510, until: 1441 }]]
])('working hours that are %s are refused at start', (_, workingHours) => {
  expect(() => settingsOf({ workingHours })).toThrow(/workingHours/)
})
