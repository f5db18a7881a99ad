/**
 * A process of its own in which the real BFF listens, so that a phone under jsdom or a browser can call the BFF. The
 * town has the real catalogue and villages, and new people for each journey. The parent process moves the clock and
 * sends people on leave.
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { endpointOf, pathOf, type EndpointName } from '../../src/contract/endpoints'
import { importData } from '../../server/import/importData'
import { Person, Responsibility } from '../../server/people/model'
import { Village } from '../../server/ground/villageModel'
import { buildPerson, buildTeam, type KnownPerson } from '../factories/people'
import { postMove, postSubmit } from '../factories/serviceRequests'
import { FAKE_TEXTS } from '../../server/sms/fake'
import { buildApp, Clock, type TestApp } from './app'
import type { Cast, Player } from './cast'
import { runChild, serveParent } from './childProcess'
import { TEST_NOW } from './testNow'
import { groundChanged } from './groundChanged'

const VISIT = { start: '2026-11-26T09:00:00+08:00', end: '2026-11-26T11:00:00+08:00' }
const ROOT = join(__dirname, '../..')
const H5_DIR = join(ROOT, 'dist/h5')
const clock = new Clock()
let app: TestApp
const fields = { thing1: 'service', phrase2: 'event', time3: 'time' } as const
const REMINDERS = {
  resident: { template: 'template-of-residents', fields }, staff: { template: 'template-of-staff', fields }
}

/** Set as soon as the BFF runs. */

/** The commands of the parent. */
const commands = {
  /** Creates new people in a new village; the people before them become inactive, and the clock is reset. */
  async newCast(): Promise<Cast> {
    clock.ms = TEST_NOW
    await Person.updateMany({}, { active: false })
    await groundChanged()
    const team = await buildTeam()
    const resident = await buildPerson({ villageCode: team.villageCode })
    const elder = await buildPerson({ name: '赵桂兰', villageCode: team.villageCode })
    const village = await Village.findById(team.villageCode)
    const { officer, backup, agent, dispatcher, chief } = team
    return {
      village: { code: team.villageCode, name: village!.name },
      resident: playerOf(resident), elder: playerOf(elder), officer: playerOf(officer), backup: playerOf(backup),
      agent: playerOf(agent), dispatcher: playerOf(dispatcher), chief: playerOf(chief)
    }
  },
  /** @param span days in Shanghai, YYYY-MM-DD, both included */
  async putOnLeave(id: string, span: { from: string, until: string }): Promise<void> {
    await Person.updateOne({ _id: id }, { leave: [span] })
    await groundChanged()
  },
  /** Lets the BFF look for what is due by now, as it does by itself every half minute. */
  async looksForWork(): Promise<void> {
    app.deps.notices.look()
    await app.deps.notices.settled()
  },
  /** One call of the API as the person with this phone, for what happens before a journey. @returns the answer */
  async callAs(
    phone: string, name: EndpointName, { id, body = {} }: { id?: string, body?: object } = {}
  ): Promise<unknown> {
    const { http, signIn } = app
    const path = pathOf(name, id === undefined ? {} : { id })
    const call = endpointOf(name).method === 'GET' ? http.get(path) : http.post(path).send(body)
    const answer = await call.set('Authorization', await signIn(phone)).set('Idempotency-Key', randomUUID())
    if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${answer.text}`)
    return answer.body
  },
  /**
   * The resident asks for an elder without an account, and the officer sets a time; all are told.
   * @returns the id of the matter
   */
  async setVisit({ resident, officer, village }: Cast, elder: { name: string, phone: string }): Promise<string> {
    const [asking, answering] = [await app.signIn(resident.phone), await app.signIn(officer.phone)]
    const { body } = await postSubmit(app, asking, {
      itemCode: 'HZ10', channel: 'homeVisit', villageCode: village.code, specialGroups: [], address: '村东头第一家',
      preferredTimes: [], remark: '', beneficiary: { ...elder, kinship: 'parent' }
    }).expect(201)
    const id = body.id as string
    await postMove(app, answering, id, 'accept').expect(200)
    await postMove(app, answering, id, 'schedule', VISIT).expect(200)
    await app.deps.notices.settled()
    return id
  },
  /** Gives the site its SMS gateway, or takes it away. */
  async useGateway(there: boolean): Promise<void> {
    app.deps.settings.texts = there ? { ...FAKE_TEXTS, url: app.fakeSms.url } : null
  },
  /** The templates of the text messages that have gone to a number, the oldest first. */
  async textsTo(phone: string): Promise<string[]> {
    return app.fakeSms.texts().filter(text => text.phone === phone).map(({ template }) => template)
  },
  /** Moves the BFF's clock forward by this many ms. */
  async advance(ms: number): Promise<void> {
    clock.advance(ms)
    app.deps.notices.look()
  }
}
export type TownCommands = typeof commands

function playerOf(person: KnownPerson): Player {
  return { id: String(person._id), name: person.name, phone: person.phone }
}

async function main(): Promise<void> {
  app = await buildApp({ clock, h5Dir: existsSync(join(H5_DIR, 'index.html')) ? H5_DIR : null })
  app.deps.settings.reminders = REMINDERS
  await importData({ directory: join(ROOT, 'server/data'), fields: app.deps.fields, today: '2026-11-24' })
  await Promise.all([Person.deleteMany({}), Responsibility.deleteMany({})])
  await groundChanged()
  await serveParent(app, commands)
}

runChild(main)
