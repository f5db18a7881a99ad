/** The process that is fuzzed: the real BFF with a small town in it. The parent reads the log of the BFF on stdout. */
import { Types } from 'mongoose'
import { createLog } from '../../../server/log'
import { PhoneNotice } from '../../../server/notices/phoneModel'
import { buildPerson, buildTeam, buildVillage, nameFor, type KnownPerson } from '../../factories/people'
import { buildInput, buildItem, postSubmit } from '../../factories/serviceRequests'
import { familyMember, postFamily } from '../../factories/beneficiaries'
import { buildApp, TEST_KEYS, type TestApp } from '../../setup/app'
import { runChild, serveParent } from '../../setup/childProcess'
import { TEST_NOW } from '../../setup/testNow'
import { plant, type Plant } from './plants'
import { beginStories } from './stories'
import { LEAVER, type Kind, type Offer } from './things'
import { fingerprints, halfWrites } from './wholeness'

export interface FuzzedTown {
  /** Everybody who calls, by name; phone null: signed in without a phone. */
  people: Record<string, { phone: string | null, id: string | null }>
  things: Partial<Record<Kind, string[]>>
  /** Prepared matters for moves that chance alone seldom reaches. */
  offers: Offer[]
  secrets: string[]
  sessionSecret: string
}

/** Phones and texts of a matter in which none of the callers has a part. */
const SECRET = { address: '暗号巷七号', remark: '暗号是不可外传', phone: '13877776666' }

/** A call that each of these people has made, so that its outcome can be told again. @returns the ids, by name */
async function buildCalls(callers: Record<string, KnownPerson>): Promise<Array<[name: string, id: string]>> {
  const at = new Date(TEST_NOW)
  const calls = Object.entries(callers).map(([name, { _id: caller }]) => ({
    name, _id: `call-of-${name}`, matter: new Types.ObjectId(), event: 'documentReady' as const, entry: null, at,
    text: { state: 'none' as const, after: at, tries: 0, why: 'noGateway' },
    call: { state: 'reached' as const, after: at, tries: 0, caller, desk: false, lastAt: at, why: null }
  }))
  await PhoneNotice.insertMany(calls.map(({ name: _name, ...call }) => call))
  return calls.map(({ name, _id }) => [name, _id])
}

async function buildTown(app: TestApp): Promise<FuzzedTown> {
  const [team, other, third] = [await buildTeam(), await buildTeam(), await buildTeam()]
  const second = await buildVillage({ stationCode: team.stationCode })
  await nameFor(second, 'officer', team.officer, 0)
  await nameFor(second, 'agent', team.agent, 0)
  const items = [
    await buildItem(), await buildItem({ presenceRequired: true, channels: ['homeVisit'] }),
    await buildItem({ requiresPolice: true }),
    await buildItem({ channels: [], delivery: false }), await buildItem({ relativeMayBook: false }),
    await buildItem({ idNumberNeeded: true })
  ]
  const residents = [
    await buildPerson({ villageCode: team.villageCode }), await buildPerson(), await buildPerson(), await buildPerson()
  ]
    .map((person, index) => ({ name: `resident${index}`, person }))
  const hidden = await buildPerson({ phone: SECRET.phone })
  const token = await app.signIn(hidden.phone)
  await postSubmit(
    app, token, await buildInput(third, { itemCode: items[0]!, address: SECRET.address, remark: SECRET.remark })
  ).expect(201)
  await postFamily(app, token, familyMember(third, { address: SECRET.address })).expect(201)
  const { officer, backup, agent, dispatcher, chief, admin } = team
  const known = {
    ...Object.fromEntries(residents.map(({ name, person }) => [name, person])), [LEAVER]: await buildPerson(),
    officer, backup, agent, dispatcher, chief, admin, otherOfficer: other.officer, otherDispatcher: other.dispatcher
  }
  const people = {
    ...Object.fromEntries(Object.entries(known).map(([name, { phone, _id }]) => [name, { phone, id: String(_id) }])),
    unbound: { phone: null, id: null }
  }
  const calls = await buildCalls({ officer, agent, dispatcher })
  const phones = Object.values(known).map(({ phone }) => phone)
  return {
    people,
    things: {
      village: [team.villageCode, team.villageCode, second, other.villageCode], item: [...items, items[0]!, items[0]!],
      station: [team.stationCode, other.stationCode],
      person: Object.values(known).map(({ _id }) => String(_id)), phone: phones, call: calls.map(([, id]) => id)
    },
    offers: [
      ...await beginStories(app, team, residents),
      ...calls.map(([actor, id]) => ({ actor, id, operation: 'recordCall', body: { reached: true, tries: 0 } }))
    ],
    secrets: [
      ...Object.values(SECRET), app.deps.sessionSecret, TEST_KEYS.fieldKeys.key, 'fake-secret-of-tests', 'session_key'
    ],
    sessionSecret: app.deps.sessionSecret
  }
}

function commandsOf(app: TestApp, town: FuzzedTown) {
  return {
    async town(): Promise<FuzzedTown> { return town },
    /** Bytes in use after garbage collection. */
    async memory(): Promise<{ heap: number, rss: number }> {
      await app.deps.notices.settled()
      await app.deps.audit.settled()
      for (let i = 0; i < 3; i++) {
        globalThis.gc!()
        await new Promise(resolve => { setImmediate(resolve) })
      }
      const { heapUsed, rss } = process.memoryUsage()
      return { heap: heapUsed, rss }
    },
    async fingerprints(): Promise<Record<string, string>> {
      await app.deps.notices.settled()
      await app.deps.audit.settled()
      return fingerprints()
    },
    async halfWrites(): Promise<string[]> { return halfWrites(app.deps) }
  }
}
export type FuzzedCommands = ReturnType<typeof commandsOf>

runChild(async () => {
  const app = await buildApp({ log: createLog('info') })
  const town = await buildTown(app)
  for (const name of process.env.FUZZ_PLANTS?.split(',') ?? []) plant(app.app.koa, name as Plant)
  await serveParent(app, commandsOf(app, town))
})
