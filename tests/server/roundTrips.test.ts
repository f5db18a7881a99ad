/** How many round trips to the database a call makes, including the reading of its session. */
import { pathOf } from '../../src/contract/endpoints'
import type { Action } from '../../src/contract/serviceRequest'
import { createAudit } from '../../server/audit/audit'
import { buildConsent, buildFamily } from '../factories/beneficiaries'
import { buildPerson, buildTeam, type Team } from '../factories/people'
import {
  buildInput,
  buildServiceRequest,
  getOne,
  moveBody,
  postMove,
  postSubmit,
  type Case
} from '../factories/serviceRequests'
import { buildApp, type TestApp } from '../setup/app'
import { roundTripsOf } from '../setup/roundTrips'

/** The most that a call may need when places, catalogue, roster and keys are in memory. */
const MOST = {
  getCatalogue: 1,
  getVillage: 1,
  me: 1,
  inbox: 3,
  // The session, five numbers and a list, which are asked for at the same time.
  'the board of a station': 7,
  'detail for the applicant': 3,
  'detail for the assignee': 3,
  'detail for one to whom it is offered': 3,
  submit: 5,
  'submit for a member of the family': 5,
  'submit for a member with a consent given in advance': 6,
  accept: 4,
  'accept by the desk': 4,
  schedule: 4,
  setOut: 4,
  finish: 4,
  cancel: 4,
  handBack: 4,
  reassign: 4,
  deliver: 4
} as const

let app: TestApp
let team: Team
let tokens: Record<'resident' | 'officer' | 'dispatcher' | 'backup', string>

beforeAll(async () => {
  app = await buildApp({ monitorCommands: true })
  // Copying to the chains of the audit and telling people happen after the call and do not count.
  const { before, settled } = createAudit({ fields: app.deps.fields, now: app.clock.now, log: app.deps.log })
  app.deps.audit = { before, settled, nudge: () => undefined }
  app.deps.notices = { settled: () => Promise.resolve(), nudge: () => undefined, look: () => undefined }
  team = await buildTeam()
  const [resident, officer, dispatcher, backup] = await Promise.all(
    [await buildPerson(), team.officer, team.dispatcher, team.backup].map(person => app.signIn(person.phone))
  ) as [string, string, string, string]
  tokens = { resident, officer, dispatcher, backup }
})
afterAll(() => app.stop())

const get = (path: string, token: string) => () => app.http.get(path).set('Authorization', token).expect(200)
const move = (token: string, made: Case, action: Action) => () =>
  postMove(app, token, made.id, action, moveBody(action, team)).expect(200)

/** Prepares what the call needs and returns the call. */
type Measured = () => Promise<() => Promise<unknown>>

const CALLS: Record<keyof typeof MOST, Measured> = {
  getCatalogue: async () => get(pathOf('getCatalogue'), tokens.resident),
  getVillage: async () => get(pathOf('getVillage', { code: team.villageCode }), tokens.resident),
  me: async () => get(pathOf('getMe'), tokens.resident),
  inbox: async () => get(`${pathOf('listServiceRequests')}?role=inbox`, tokens.officer),
  'the board of a station': async () => {
    for (let made = 0; made < 3; made++) await buildServiceRequest(app, team)
    return get(`${pathOf('getStationBoard')}?list=open`, tokens.dispatcher)
  },
  'detail for the applicant': async () => {
    const made = await buildServiceRequest(app, team)
    return () => getOne(app, made.applicant.token, made.id).expect(200)
  },
  'detail for the assignee': async () => {
    const made = await buildServiceRequest(app, team)
    return () => getOne(app, tokens.officer, made.id).expect(200)
  },
  'detail for one to whom it is offered': async () => {
    const made = await buildServiceRequest(app, team)
    app.clock.advance(24 * 3_600_000)
    return () => getOne(app, tokens.backup, made.id).expect(200)
  },
  submit: async () => {
    const input = await buildInput(team)
    return () => postSubmit(app, tokens.resident, input).expect(201)
  },
  'submit for a member of the family': async () => {
    const input = await buildInput(team, { beneficiary: { id: await buildFamily(app, tokens.resident, team) } })
    return () => postSubmit(app, tokens.resident, input).expect(201)
  },
  'submit for a member with a consent given in advance': async () => {
    const id = await buildFamily(app, tokens.resident, team)
    await buildConsent(app, tokens.resident, await app.signIn(team.agent.phone), id)
    const input = await buildInput(team, { beneficiary: { id } })
    return () => postSubmit(app, tokens.resident, input).expect(201)
  },
  accept: async () => move(tokens.officer, await buildServiceRequest(app, team), 'accept'),
  'accept by the desk': async () => {
    const made = await buildServiceRequest(app, team)
    app.clock.advance(3 * 24 * 3_600_000)
    return move(tokens.dispatcher, made, 'accept')
  },
  schedule: async () => after(['accept'], 'schedule'),
  setOut: async () => after(['accept', 'schedule'], 'setOut'),
  finish: async () => after(['accept', 'schedule', 'setOut'], 'finish'),
  cancel: async () => {
    const made = await buildServiceRequest(app, team)
    return move(made.applicant.token, made, 'cancel')
  },
  handBack: async () => move(tokens.officer, await buildServiceRequest(app, team), 'handBack'),
  reassign: async () => move(tokens.dispatcher, await buildServiceRequest(app, team), 'reassign'),
  deliver: async () => {
    const made = await buildServiceRequest(app, team)
    for (const one of ['accept', 'schedule', 'setOut'] as const) await move(tokens.officer, made, one)()
    await postMove(app, tokens.officer, made.id, 'finish', { outcome: 'awaitingDocument' }).expect(200)
    await move(tokens.officer, made, 'documentReady')()
    return move(tokens.officer, made, 'deliver')
  }
}

async function after(earlier: readonly Action[], action: Action): Promise<() => Promise<unknown>> {
  const made = await buildServiceRequest(app, team)
  for (const one of earlier) await move(tokens.officer, made, one)()
  return move(tokens.officer, made, action)
}

/** The day of everybody's last call is recorded, and the ground is in memory. */
async function keepAll(): Promise<void> {
  for (const token of Object.values(tokens)) await get(pathOf('getMe'), token)()
  const { ground } = app.deps
  await Promise.all([ground.roster(), ground.places(), ground.catalogue()])
}

beforeEach(() => { app.clock.set('2026-11-24T09:00:00+08:00') })

it.each(Object.keys(CALLS) as (keyof typeof MOST)[])('%s', async name => {
  // The call is made once before, so that all caches are filled.
  await (await CALLS[name]())()
  app.clock.set('2026-11-24T09:00:00+08:00')
  const call = await CALLS[name]()
  await keepAll()
  const trips = await roundTripsOf(call)
  expect({ trips, enough: trips.length <= MOST[name] }).toEqual({ trips, enough: true })
})
