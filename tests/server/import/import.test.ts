import type mongoose from 'mongoose'
import {
  CatalogueCategoryModel,
  CatalogueItemModel,
  Office,
  OtherMatterModel
} from '../../../server/ground/catalogueModel'
import { importData } from '../../../server/import/importData'
import { Person, Responsibility } from '../../../server/people/model'
import { responsibilitiesOf } from '../../../server/people/responsible'
import { Station, Village } from '../../../server/ground/villageModel'
import { readCalendar } from '../../../server/workingTime/calendar'
import { buildPerson, withPhone } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { DATA, DataCopy } from './dataCopy'

const TODAY = '2026-11-24'
const models = [
  Station,
  Village,
  Office,
  CatalogueCategoryModel,
  CatalogueItemModel,
  OtherMatterModel,
  Person,
  Responsibility
]

/** Everything stored, in a fixed order. */
async function everything(): Promise<string> {
  const all = await Promise.all(models.map(async model =>
    (await (model as unknown as mongoose.Model<unknown>).find().lean())
      .map(document => JSON.stringify(document)).sort()))
  return JSON.stringify(all)
}

describe('what importing the data of the project brings', () => {
  let app: TestApp
  const lines: string[] = []
  beforeAll(async () => {
    app = await buildApp()
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY, report: line => lines.push(line) })
  })
  afterAll(() => app.stop())

  it('brings 280 places, 38 items, 10 stations, and says so', async () => {
    expect(await Village.countDocuments()).toBe(280)
    expect(await CatalogueItemModel.countDocuments()).toBe(38)
    expect(await Station.countDocuments()).toBe(10)
    expect(lines).toEqual(expect.arrayContaining([
      '村居：新增 280，更改 0，未变 0', '服务事项：新增 38，更改 0，未变 0', '派出所：新增 10，更改 0，未变 0', '事项类别：新增 5，更改 0，未变 0'
    ]))
  })

  it('keeps the 14 names that occur in several towns apart by their codes', async () => {
    const towns = new Map<string, Set<string>>()
    for (const { name, townName } of await Village.find().lean()) {
      const short = name.replace(/(村委会|居委会)$/, '')
      towns.set(short, (towns.get(short) ?? new Set()).add(townName))
    }
    const repeated = [...towns].filter(([, where]) => where.size > 1)
    expect(repeated).toHaveLength(14)
    expect(towns.get('高庄')).toEqual(new Set(['北庄镇', '城头镇', '徐庄镇']))
  })

  it('gives the 14 places of the development zone to the station of 山城街道, by its setting', async () => {
    const zone = await Village.find({ townCode: '370406405' }).lean()
    expect(zone).toHaveLength(14)
    expect(new Set(zone.map(village => village.stationCode))).toEqual(new Set(['SC']))
    expect((await Station.findById('SC').lean())?.towns).toEqual(['370406001', '370406405'])
  })

  it('names for every village a primary officer, an officer behind him, an agent and a backup; all of its own station', async () => {
    for (const village of await Village.find().lean()) {
      const named = (await responsibilitiesOf(village._id, TODAY, app.deps.fields)).filter(
        row => row.inDates && row.person.active
      )
      const of = (kind: string) => named.filter(row => row.kind === kind)
      expect(of('officer').map(row => row.level)).toEqual(['named', 'backup', 'backup'])
      expect(of('agent').map(row => row.level)).toEqual(['named', 'backup'])
      expect(new Set(of('officer').map(row => String(row.person._id))).size).toBe(3)
      expect(new Set(named.map(row => row.person.stationCode))).toEqual(new Set([village.stationCode]))
      expect(of('agent')[0]?.person.roles).toContain('agent')
    }
    expect(await Person.countDocuments({ roles: 'chief' })).toBe(10)
    expect(await Person.countDocuments({ roles: 'dispatcher' })).toBe(20)
    expect(await Person.countDocuments({ roles: 'admin' })).toBe(2)
  })

  it('lets an officer cover four to six villages', async () => {
    const primaries = await Responsibility.find({ kind: 'officer', order: 0 }).lean()
    const counts = new Map<string, number>()
    for (const { person } of primaries) counts.set(String(person), (counts.get(String(person)) ?? 0) + 1)
    expect(primaries).toHaveLength(280)
    expect([...counts.values()].every(count => count >= 4 && count <= 6)).toBe(true)
  })

  it('marks of every item what is inferred, rank included', async () => {
    const items = await CatalogueItemModel.find().lean()
    expect(new Set(items.map(item => item.evidence.rank))).toEqual(new Set(['I']))
    expect(items.find(item => item._id === 'HZ01')?.evidence).toMatchObject({ existence: 'S', fee: 'L', channels: 'I' })
    expect(items.filter(item => item.requiresPolice).map(item => item._id)).toEqual(
      expect.arrayContaining(['HZ01', 'HZ02', 'HZ03', 'HZ09', 'ZA02', 'ZA06', 'MS01', 'MS02', 'MS03']))
    expect(
      items
        .filter(item => item.idNumberNeeded)
        .map(item => item._id)
        .sort()
    ).toEqual(['HZ02', 'HZ03', 'HZ04', 'JG01', 'JG02', 'ZA01'])
    expect(new Set(items.map(item => item.evidence.idNumber))).toEqual(new Set(['I']))
  })

  it('has holidays for the year the demo roster is tried in', () => {
    expect(readCalendar().isWorkday(TODAY)).toBe(true)
  })
})

describe('importing it', () => {
  let app: TestApp
  let copy: DataCopy
  beforeEach(async () => {
    app = await buildApp()
    copy = new DataCopy()
  })
  afterEach(async () => {
    copy.remove()
    await app.stop()
  })

  it('changes nothing the second time', async () => {
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    const before = await everything()
    const again = await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    expect(again.map(({ created, changed }) => created + changed)).toEqual(again.map(() => 0))
    expect(await everything()).toBe(before)
  })

  it('writes nothing in a dry run, and counts the same', async () => {
    const dry = await importData({ directory: DATA, fields: app.deps.fields, today: TODAY, dryRun: true })
    expect(
      (await Village.countDocuments()) + (await Person.countDocuments()) + (await CatalogueItemModel.countDocuments())
    ).toBe(0)
    expect(await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })).toEqual(dry)
  })

  it('finishes what an import that was cut off began', async () => {
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    const whole = await everything()
    const lost = await Responsibility.find().limit(600).lean()
    await Responsibility.deleteMany({ _id: { $in: lost.map(row => row._id) } })
    await Village.deleteMany({})
    const written = await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    expect(written.find(({ label }) => label === '责任分工')).toMatchObject({ created: 600, unchanged: 800 })
    const withoutIds = (text: string) => text.replace(/\\"_id\\":\\"[0-9a-f]{24}\\",?/g, '')
    expect(withoutIds(await everything()).length).toBe(withoutIds(whole).length)
  })

  it('leaves alone what residents told of themselves where the file says nothing', async () => {
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    const relative = await withPhone('13800000012')
    expect(await Person.findOne(relative).lean()).toMatchObject({
      villageCode: null,
      leave: [],
      active: true,
      stationCode: null,
      rank: null
    })
    await Person.updateOne(relative, {
      $set: { villageCode: '370406106206', leave: [{ from: '2026-11-01', until: '2026-11-30' }], active: false }
    })
    await buildPerson({ phone: '13811110000', name: '新来的' })
    const written = await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    expect(written.find(({ label }) => label === '人员')).toMatchObject({ created: 0, changed: 0 })
    expect(await Person.findOne(relative).lean()).toMatchObject({
      villageCode: '370406106206', leave: [{ from: '2026-11-01', until: '2026-11-30' }], active: false
    })
    expect(await Person.countDocuments(await withPhone('13811110000'))).toBe(1)
  })

  it('takes over what a file changes, and only that', async () => {
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    copy.replace('villages.csv', '双山居委会,370406001,山城街道,shuangshan', '双山新居委会,370406001,山城街道,shuangshanxin')
    copy.replace(
      'people.csv',
      '13800000012,杨永兰,resident,,,,',
      '13800000012,杨永兰,resident,,,370406106206,2026-12-01/2026-12-05;2026-12-20/2026-12-20'
    )
    copy.replace('catalogue.json', '"feeYuan": 20,', '"feeYuan": 25,')
    const written = await importData({ directory: copy.directory, fields: app.deps.fields, today: TODAY })
    expect(written.flatMap(({ label, created, changed }) => created + changed > 0 ? [[label, created, changed]] : []))
      .toEqual([['服务事项', 0, 1], ['人员', 0, 1], ['村居', 0, 1]])
    expect((await Village.findById('370406001001').lean())?.name).toBe('双山新居委会')
    expect(await Person.findOne(await withPhone('13800000012')).lean()).toMatchObject({
      villageCode: '370406106206',
      leave: [
        { from: '2026-12-01', until: '2026-12-05' },
        { from: '2026-12-20', until: '2026-12-20' }
      ]
    })
  })

  it('moves a town’s villages when its station changes, from stations.csv alone', async () => {
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
    copy.replace('stations.csv', '370406001;370406405', '370406001')
    copy.replace('stations.csv', '370406101', '370406101;370406405')
    const written = await importData({
      directory: copy.directory,
      fields: app.deps.fields,
      today: TODAY,
      only: ['stations']
    })
    expect(written).toEqual([
      { label: '派出所', created: 0, changed: 2, unchanged: 8 }, { label: '村居', created: 0, changed: 14, unchanged: 266 }
    ])
    expect(await Village.countDocuments({ stationCode: 'DZ', townCode: '370406405' })).toBe(14)
  })

  it('reads UTF-8 with a byte order mark, Windows line ends, blank lines, quotes and columns in another order', async () => {
    const [head, ...rest] = copy.read('stations.csv').trim().split('\n')
    const turned = [head, ...rest].map(line =>
      line!
        .split(',')
        .reverse()
        .map(cell => `"${cell}"`)
        .join(',')
    )
    copy.write('stations.csv', `\uFEFF${turned.join('\r\n\r\n')}\r\n`)
    await importData({ directory: copy.directory, fields: app.deps.fields, today: TODAY })
    expect(await Station.findById('DZ').lean()).toMatchObject({ name: '店子派出所', phone: '0632-8800102' })
  })
})
