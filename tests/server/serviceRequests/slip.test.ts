import { create } from 'qrcode'
import supertest from 'supertest'
import { pathOf } from '../../../src/contract/endpoints'
import { createApp } from '../../../server/app'
import { Metrics } from '../../../server/health/metrics'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { slipSchema } from '../../../server/serviceRequests/schema'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let team: Team
beforeAll(async () => {
  app = await buildApp({ publicUrl: 'https://beibao.example' })
  team = await buildTeam()
})
afterAll(() => app.stop())

const slip = (token: string, id: string, http = app.http) =>
  http.get(pathOf('getSlip', { id })).set('Authorization', token)

/** The modules that a path of rectangles covers, without the quiet zone. */
function modulesOf({ path, size }: { path: string; size: number }): number[] {
  const inner = size - 8
  const dark = Array.from({ length: inner * inner }, () => 0)
  for (const [, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(width).toBe(back)
    for (let run = 0; run < Number(width); run++) dark[(Number(y) - 4) * inner + Number(x) - 4 + run]! += 1
  }
  expect(path.replace(/M\d+ \d+h\d+v1h-\d+z/g, '')).toBe('')
  return dark
}

test('number, item, village, whom to call, and a QR code that leads to the progress of this number', async () => {
  const made = await buildServiceRequest(app, team)
  const { body } = await slip(made.applicant.token, made.id).expect(200)
  expect(slipSchema.strict().parse(body)).toBeTruthy()
  const link = `https://beibao.example/#/pages/progress/index?number=${made.number}`
  expect(body).toMatchObject({ number: made.number, link, scene: made.number, stationPhone: '0632-8800000' })
  const { size, data } = create(link, { errorCorrectionLevel: 'M' }).modules
  expect(body.qr.size).toBe(size + 8)
  expect(modulesOf(body.qr)).toEqual(Array.from(data))
})

test('nobody’s name, phone or address is on it', async () => {
  const made = await buildServiceRequest(app, team, { remark: '家里有狗' })
  const { body } = await slip(made.applicant.token, made.id).expect(200)
  const stored = await ServiceRequest.findById(made.id).orFail()
  const told = JSON.stringify({ ...body, qr: null })
  for (const secret of [
    stored.applicant.name,
    made.applicant.phone,
    stored.assignee.name,
    stored.assignee.phone,
    '村东头第一家',
    '家里有狗',
    made.id
  ]) {
    expect(told).not.toContain(secret)
  }
})

test('for those of the matter only', async () => {
  const made = await buildServiceRequest(app, team)
  await slip(await app.signIn(team.officer.phone), made.id).expect(200)
  await slip(await app.signIn(team.dispatcher.phone), made.id).expect(200)
  await slip(await app.signIn((await buildPerson()).phone), made.id).expect(404)
  await app.http.get(pathOf('getSlip', { id: made.id })).expect(401)
})

test('where the site has told no address: the one called on trial, in production the number alone', async () => {
  const made = await buildServiceRequest(app, team)
  const over = (deps: object) => supertest(createApp({ ...app.deps, ...deps, metrics: new Metrics() }).koa.callback())
  const tried = (await slip(made.applicant.token, made.id, over({ publicUrl: null })).expect(200)).body
  expect(tried.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/pages\/progress\/index\?number=/)
  const { body } = await slip(made.applicant.token, made.id, over({ publicUrl: null, production: true })).expect(200)
  expect(body.link).toBeNull()
  expect(modulesOf(body.qr)).toEqual(Array.from(create(made.number, { errorCorrectionLevel: 'M' }).modules.data))
})
