import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Channel } from '../../../src/contract/catalogue'
import { CatalogueItemModel } from '../../../server/ground/catalogueModel'
import { importData } from '../../../server/import/importData'
import { Person } from '../../../server/people/model'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildPerson } from '../../factories/people'
import { postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { endurance, seed } from '../../setup/endurance'

const DATA = join(__dirname, '../../../server/data')
const TODAY = '2026-11-24'
/** At least once each of the 280 places. */
const SUBMISSIONS = endurance({ short: 280, long: 1000 })
/** One applicant may have 30 open ones. */
const PER_APPLICANT = 25

type Row = Record<string, string>
const rows = (file: string): Row[] => parse(readFileSync(join(DATA, file)), { columns: true, bom: true })

const people = new Map(rows('people.csv').map(row => [row.phone!, row]))
const stationOf =
  new Map(rows('stations.csv').flatMap(row => row.towns!.split(';').map(town => [town, row.code!] as const)))
const villages = rows('villages.csv')
const responsibilities = rows('responsibilities.csv')

/**
 * The expected assignee, read from the files only, by the sentences of the rule: the first person who is named and not
 * on leave, and a sworn officer where the item needs one; otherwise the desk.
 */
function expectedPhone(village: Row, channel: Channel, needsPolice: boolean): string {
  const there = (phone: string): boolean => !people.get(phone)!.leave!.split(';').filter(Boolean)
    .some(span => span.split('/')[0]! <= TODAY && TODAY <= span.split('/')[1]!)
  const kind = channel === 'paperwork' ? 'agent' : 'officer'
  const named = responsibilities
    .filter(row => row.village_code === village.code && row.kind === kind && row.from! <= TODAY &&
      (row.until === '' || TODAY <= row.until!))
    .sort((a, b) => Number(a.order) - Number(b.order)).map(row => row.phone!)
  const fit = (phone: string): boolean =>
    there(phone) && (kind === 'agent' || !needsPolice || people.get(phone)!.rank === 'police')
  const station = stationOf.get(village.town_code!)
  const desk = [...people.values()]
    .filter(row => row.roles!.includes('dispatcher') && row.station_code === station)
    .map(row => row.phone!)
  return named.find(fit) ?? desk.find(fit) ?? 'nobody'
}

let app: TestApp
beforeAll(async () => {
  app = await buildApp()
  await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
})
afterAll(() => app.stop())

test(`${SUBMISSIONS} submissions over all 280 places: each with the right person and its routing ` +
  'steps, none unassigned', async () => {
  // Where the applicant has to be present, the agent can't represent the applicant.
  const items = (await CatalogueItemModel.find().lean())
    .map(item => ({
      ...item, open: item.channels.filter(channel => !(channel === 'paperwork' && item.presenceRequired))
    }))
    .filter(({ open }) => open.length > 0)
  expect(villages).toHaveLength(280)
  const seen = { levels: new Map<string, number>(), villages: new Set<string>() }
  const choice = fc.record({ item: fc.constantFrom(...items), choice: fc.nat({ max: 7 }) })
  const choices = fc.sample(choice, { numRuns: SUBMISSIONS, seed: seed() })
  let token = ''
  for (const [index, { item, choice }] of choices.entries()) {
    if (index % PER_APPLICANT === 0) token = await app.signIn((await buildPerson()).phone)
    const village = villages[index % villages.length]!
    const channel = item.open[choice % item.open.length]!
    const { body } = await postSubmit(app, token, {
      itemCode: item._id, channel, villageCode: village.code, beneficiary: null, specialGroups: [], address: '村东头第一家',
      preferredTimes: [], remark: '', ...(item.idNumberNeeded && { idNumber: '11010519491231002X' })
    }).expect(201)
    const phone = expectedPhone(village, channel, item.requiresPolice)
    expect([village.code, item._id, channel, body.assignee.phone]).toEqual([village.code, item._id, channel, phone])
    expect(body.routing.at(-1)).toMatchObject({ outcome: 'chosen', person: { id: body.assignee.id } })
    seen.levels.set(body.assignee.level, (seen.levels.get(body.assignee.level) ?? 0) + 1)
    seen.villages.add(village.code!)
  }
  expect(seen.villages.size).toBe(280)
  // The rules on leave and rank have been applied, not only the first named person chosen.
  expect(seen.levels.get('backup') ?? 0).toBeGreaterThan(SUBMISSIONS / 50)
  await expectStored()
})

async function expectStored(): Promise<void> {
  expect(await ServiceRequest.countDocuments()).toBe(SUBMISSIONS)
  const known = new Set((await Person.find().lean()).map(person => String(person._id)))
  const stored = await ServiceRequest.find({ open: true, status: 'assigned' }).lean()
  expect(stored).toHaveLength(SUBMISSIONS)
  expect(stored.filter(one => !known.has(String(one.assignee.person)))).toEqual([])
  expect(stored.every(one => one.routing.length === 1 && one.routing[0]!.steps.at(-1)!.outcome === 'chosen')).toBe(true)
}
