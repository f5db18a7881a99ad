/** A process of its own with the BFF and, beside it, bare Koa, both on the store that the parent names. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mongoose from 'mongoose'
import { pathOf } from '../../src/contract/endpoints'
import { LIMITS } from '../../src/contract/limits'
import { ServiceRequest } from '../../server/serviceRequests/model'
import { buildPerson, buildTeam, type Team } from '../factories/people'
import { buildInput, buildItem, moveBody, newKey, postMove, postSubmit } from '../factories/serviceRequests'
import { buildApp, type TestApp } from '../setup/app'
import { runChild, serveParent } from '../setup/childProcess'
import { bareKoa, commandsOf, copiesOf, type Recorded } from './bareCalls'
import { CALLS, type CallName, type Prepared } from './bffCalls'
import { plainServiceRequests } from './documents'

const commands = {
  /**
   * Fills the database with `matters` of other people and creates the data for the calls.
   * @param copies how many matters the bare server can change by each move
   */
  async prepare(matters: number, applicants: number, copies: number): Promise<Prepared> {
    await fill(matters)
    for (let items = 0; items < 38; items += 1) await buildItem()
    const team = await buildTeam()
    const officer = await app.signIn(team.officer.phone)
    const people: string[] = []
    for (let made = 0; made <= applicants; made += 1) people.push(await app.signIn((await buildPerson()).phone))
    const input = await buildInput(team)
    const first = people.pop() as string
    const ids: string[] = []
    for (let made = 0; made < LIMITS.openMatters - 3; made += 1)
      ids.push((await postSubmit(app, first, input).expect(201)).body.id as string)
    const [shown, moved] = ids as [string, string]
    const recorded = await record({ team, officer, first, input, shown, moved })
    const pools = Object.fromEntries(await Promise.all((['accept', 'schedule'] as const).map(async name =>
      [name, await copiesOf(recorded[name].matter as object, copies, ServiceRequest.collection.name)] as const)))
    await reconnect()
    const server = createServer(bareKoa(recorded, pools).callback()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const trips = Object.fromEntries(
      CALLS.map(name => [name, recorded[name].commands.map(nameOf)])
    ) as Prepared['trips']
    const bare = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { bare, officer, applicants: people, submission: JSON.stringify(input), shown, trips }
  }
}
export type BffCommands = typeof commands

let app: TestApp

async function fill(matters: number): Promise<void> {
  const step = 2000
  for (let from = 0; from < matters; from += step) {
    await ServiceRequest.collection.insertMany(await plainServiceRequests(from, Math.min(step, matters - from)))
  }
}

/** `shown` is read and stays as it is, `moved` is moved. */
interface Scene { team: Team, officer: string, first: string, input: object, shown: string, moved: string }

/**
 * Makes every call twice: at the second time all caches are filled, and the commands that the call sends are recorded.
 */
async function record({ team, officer, first, input, shown, moved }: Scene): Promise<Record<CallName, Recorded>> {
  const get =
    (path: string, headers: Record<string, string> = { Authorization: officer }) =>
    async (): Promise<Answer> =>
      app.http.get(path).set(headers).expect(200)
  const move = (action: 'accept' | 'schedule') => async (): Promise<Answer> =>
    postMove(app, officer, moved, action, moveBody(action, team)).expect(200)
  return {
    catalogue: await once2(get(pathOf('getCatalogue'), {})),
    inbox: await once2(get(`${pathOf('listServiceRequests')}?role=inbox`)),
    detail: await once2(get(pathOf('getServiceRequest', { id: shown }))),
    submit: await once2(async () => postSubmit(app, first, input, newKey()).expect(201), true),
    accept: await recordMove(moved, move('accept')),
    schedule: await recordMove(moved, move('schedule'))
  }
}

type Answer = { status: number, body: unknown }

async function once2(run: () => Promise<Answer>, makes = false): Promise<Recorded> {
  await run()
  return recordOne(run, null, makes)
}

async function recordMove(id: string, run: () => Promise<Answer>): Promise<Recorded> {
  const { ground } = app.deps
  await Promise.all([ground.places(), ground.roster(), ground.catalogue()])
  return recordOne(run, await ServiceRequest.findById(id).lean(), false)
}

async function recordOne(run: () => Promise<Answer>, before: object | null, makes: boolean): Promise<Recorded> {
  await app.deps.audit.settled()
  await app.deps.notices.settled()
  let answer: Answer | undefined
  const sent = await commandsOf(async () => { answer = await run() })
  const { status, body } = answer as Answer
  return {
    commands: sent,
    status,
    body,
    makes,
    matter: makes ? await ServiceRequest.findById((body as { id: string }).id).lean() : before
  }
}

const nameOf = (command: Record<string, unknown>): string => {
  const [[name, collection]] = Object.entries(command) as [[string, unknown]]
  return `${name} ${String(collection)}`
}

/** Without monitoring of commands, which would slow every command down. */
async function reconnect(): Promise<void> {
  const { name } = mongoose.connection
  await app.deps.audit.settled()
  await app.deps.notices.settled()
  await mongoose.disconnect()
  await mongoose.connect(process.env.TEST_MONGODB_URI as string, { dbName: name, autoIndex: false })
}

runChild(async () => {
  app = await buildApp({ monitorCommands: true })
  await serveParent(app, commands)
})
