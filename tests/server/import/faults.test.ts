import { Person, Responsibility } from '../../../server/people/model'
import { Village } from '../../../server/ground/villageModel'
import { CatalogueItemModel } from '../../../server/ground/catalogueModel'
import { describeFault, ImportRefused, type Fault } from '../../../server/import/fault'
import { importData } from '../../../server/import/importData'
import type { Part } from '../../../server/import/readFiles'
import { withPhone } from '../../factories/people'
import { someOf } from '../../setup/endurance'
import { buildApp, type TestApp } from '../../setup/app'
import { DATA, DataCopy } from './dataCopy'

const TODAY = '2026-11-24'
const AGENT = '370406001001,agent,0,13800000013,2026-01-01,'
/** A new village has no responsible people yet, which is reported, too. */
const NOBODY: Partial<Fault>[] = [
  { message: expect.stringContaining('主责包村民警') as unknown as string },
  { message: expect.stringContaining('主责帮代办员') as unknown as string }
]
const OFFICER = '370406001001,officer,0,13900000006,2026-01-01,'

describe('an import with faults', () => {
  let app: TestApp
  let copy: DataCopy
  beforeAll(async () => { app = await buildApp() })
  afterAll(() => app.stop())
  beforeEach(() => { copy = new DataCopy() })
  afterEach(async () => {
    copy.remove()
    // Whatever the fault: nothing is written.
    const counts = await Promise.all([
      Village.countDocuments(),
      Person.countDocuments(),
      Responsibility.countDocuments(),
      CatalogueItemModel.countDocuments()
    ])
    expect(counts).toEqual([0, 0, 0, 0])
  })

  async function faultsOf(only?: readonly Part[]): Promise<Fault[]> {
    const refused = await importData({ directory: copy.directory, fields: app.deps.fields, today: TODAY, only }).then(
      () => null,
      (error: unknown) => error
    )
    expect(refused).toBeInstanceOf(ImportRefused)
    return (refused as ImportRefused).faults
  }

  const appended: Array<[string, string, string, Partial<Fault>[]]> = [
    [
      'a village code of the wrong length',
      'villages.csv',
      '37040600100,试村委会,370406001,山城街道,shi,s,sc,sc',
      [{ column: 'code', value: '37040600100' }]
    ],
    [
      'a village of a town without station',
      'villages.csv',
      '370406999001,试村委会,370406999,试镇,shi,s,shi,s',
      [{ column: 'town_code', value: '370406999' }, ...NOBODY]
    ],
    [
      'a village that stands there already',
      'villages.csv',
      '370406001001,双山居委会,370406001,山城街道,shuangshan,ss,sc,sc',
      [{ column: 'code', message: '和第 2 行重复了。' }]
    ],
    [
      'a missing field',
      'villages.csv',
      '370406001999,,370406001,山城街道,shi,s,sc,sc',
      [{ column: 'name', value: '', message: '这一栏不能空着。' }]
    ],
    [
      'a field too few',
      'villages.csv',
      '370406001999,试村委会,370406001,山城街道,shi,s,sc',
      [{ column: '', message: '这一行有 7 栏，应当有 8 栏。' }]
    ],
    [
      'a field too many',
      'villages.csv',
      '370406001999,试村委会,370406001,山城街道,shi,s,sc,sc,',
      [{ column: '', message: '这一行有 9 栏，应当有 8 栏。' }]
    ],
    [
      'quotes that do not match',
      'villages.csv',
      '370406001999,"试村委会,370406001,山城街道,shi,s,sc,sc',
      [{ column: '', message: '引号不成对。' }]
    ],
    [
      'characters lost in some earlier conversion',
      'villages.csv',
      '370406001999,\uFFFD\uFFFD村委会,370406001,山城街道,shi,s,sc,sc',
      [{ column: 'name', message: '有乱码，请改回原来的字。' }]
    ],
    [
      'search keys that are not letters',
      'villages.csv',
      '370406001999,试村委会,370406001,山城街道,Shì,s,sc,sc',
      [{ column: 'pinyin', value: 'Shì' }]
    ],
    [
      'several faults in one line',
      'villages.csv',
      'x,,1,山城街道,shi,s,sc,sc',
      [{ column: 'code' }, { column: 'name' }, { column: 'town_code' }]
    ],
    [
      'a station of a town that another has',
      'stations.csv',
      'ZZ,试派出所,0632-8800999,试镇,370406101',
      [{ column: 'towns', message: '镇街 370406101 已经归 DZ 管。' }, { message: '试派出所没有值班员（dispatcher）。' }]
    ],
    [
      'a station phone without area code',
      'stations.csv',
      'ZZ,试派出所,8800999,试镇,370406101',
      [{ column: 'phone', value: '8800999' }]
    ],
    ['a station without town', 'stations.csv', 'ZZ,试派出所,0632-8800999,试镇,', [{ column: 'towns' }]],
    [
      'a bad phone',
      'people.csv',
      '1390000000,试人甲,resident,,,,',
      [{ column: 'phone', value: '1390000000', message: '手机号要 11 位数字。' }]
    ],
    ['a phone in wide digits', 'people.csv', '１３９００００９９９９,试人甲,resident,,,,', [{ column: 'phone' }]],
    [
      'a phone that stands there already',
      'people.csv',
      '13900000001,试人甲,resident,,,,',
      [{ column: 'phone', message: '和第 2 行重复了。' }]
    ],
    [
      'an unknown role',
      'people.csv',
      '13900009999,试人甲,resident;boss,,,,',
      [{ column: 'roles', message: '没有这种身份。' }]
    ],
    ['no role', 'people.csv', '13900009999,试人甲,,,,,', [{ column: 'roles' }]],
    [
      'a role twice',
      'people.csv',
      '13900009999,试人甲,resident;resident,,,,',
      [{ column: 'roles', message: '身份写重复了。' }]
    ],
    [
      'an officer without rank and station',
      'people.csv',
      '13900009999,试人甲,officer,,,,',
      [{ column: 'station_code' }, { column: 'rank' }]
    ],
    [
      'an unknown rank',
      'people.csv',
      '13900009999,试人甲,officer,captain,SC,,',
      [{ column: 'rank', value: 'captain' }]
    ],
    [
      'an unknown station',
      'people.csv',
      '13900009999,试人甲,officer,police,QQ,,',
      [{ column: 'station_code', value: 'QQ', message: '没有这个派出所。' }]
    ],
    [
      'an unknown village',
      'people.csv',
      '13900009999,试人甲,resident,,,370406001999,',
      [{ column: 'village_code', message: '没有这个村。' }]
    ],
    [
      'a name too long',
      'people.csv',
      `13900009999,${'长'.repeat(21)},resident,,,,`,
      [{ column: 'name', message: '太长了，最多 20 个字。' }]
    ],
    ['a leave that is no span', 'people.csv', '13900009999,试人甲,resident,,,,2026-11-24', [{ column: 'leave' }]],
    [
      'a leave on a day that does not exist',
      'people.csv',
      '13900009999,试人甲,resident,,,,2026-02-29/2026-03-01',
      [{ column: 'leave', message: '日期不对，要写成 2026-01-31 这样。' }]
    ],
    [
      'a leave that ends before it begins',
      'people.csv',
      '13900009999,试人甲,resident,,,,2026-11-24/2026-11-23',
      [{ column: 'leave', message: '休假的结束日期早于开始日期。' }]
    ],
    [
      'a responsibility for an unknown village',
      'responsibilities.csv',
      '370406001999,officer,0,13900000006,2026-01-01,',
      [{ column: 'village_code' }]
    ],
    [
      'a responsibility of an unknown person',
      'responsibilities.csv',
      '370406001001,officer,3,13900009999,2026-01-01,',
      [{ column: 'phone', message: '人员里没有这个手机号。' }]
    ],
    [
      'a responsibility of a person lacking the role',
      'responsibilities.csv',
      '370406001001,officer,3,13800000001,2026-01-01,',
      [{ column: 'phone', value: '13800000001', message: '赵明英不是民警辅警（officer）。' }]
    ],
    [
      'an agent as officer',
      'responsibilities.csv',
      '370406001001,officer,3,13800000013,2026-01-01,',
      [{ column: 'phone' }]
    ],
    [
      'a resident as agent',
      'responsibilities.csv',
      '370406001001,agent,2,13800000001,2026-01-01,',
      [{ column: 'phone' }]
    ],
    [
      'an unknown kind',
      'responsibilities.csv',
      '370406001001,boss,0,13900000006,2026-01-01,',
      [{ column: 'kind', value: 'boss' }]
    ],
    [
      'an order that is no digit',
      'responsibilities.csv',
      '370406001001,officer,-1,13900000006,2026-01-01,',
      [{ column: 'order', value: '-1' }]
    ],
    [
      'a gap in the order',
      'responsibilities.csv',
      '370406001001,officer,4,13900000008,2026-01-01,',
      [{ column: 'order', message: expect.stringContaining('缺第 3 位') as unknown as string }]
    ],
    [
      'a bad first day',
      'responsibilities.csv',
      '370406001001,officer,3,13900000008,2026-1-1,',
      [{ column: 'from', value: '2026-1-1' }]
    ],
    [
      'a bad last day',
      'responsibilities.csv',
      '370406001001,officer,3,13900000008,2026-01-01,2026-13-01',
      [{ column: 'until' }]
    ],
    [
      'a last day before the first',
      'responsibilities.csv',
      '370406001001,officer,3,13900000008,2026-01-02,2026-01-01',
      [{ column: 'until', value: '2026-01-01', message: '结束日期早于开始日期。' }]
    ],
    [
      'the same responsibility twice',
      'responsibilities.csv',
      OFFICER,
      [{ column: 'order', message: '和第 2 行重复了。' }]
    ],
    [
      'two people in one place at once',
      'responsibilities.csv',
      '370406001001,officer,0,13900000008,2026-06-01,',
      [{ column: 'from', message: '从 2026-01-01 起和从 2026-06-01 起的两位日期重叠，前一位要写上结束日期。' }]
    ],
    ['an office without phone', 'offices.csv', '试窗口,试路 1 号,', [{ column: 'phone', value: '' }]]
  ]
  it.each(someOf(appended, 15))('names %s', async (_, file, text, expected) => {
    const line = copy.append(file, text)
    const faults = await faultsOf()
    expect(faults).toHaveLength(expected.length)
    expected.forEach((fault, index) => expect(faults[index]).toMatchObject({ file, line, ...fault }))
  })

  it('names a village without primary officer, and one without agent', async () => {
    copy.removeLines('responsibilities.csv', OFFICER)
    copy.replace('responsibilities.csv', AGENT, '370406001001,agent,0,13800000013,2026-12-01,')
    const line = copy.lineOf('villages.csv', '370406001001')
    const faults = await faultsOf()
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          file: 'villages.csv',
          line,
          value: '370406001001',
          message: '山城街道双山居委会（370406001001）今天没有主责包村民警。'
        }),
        expect.objectContaining({
          file: 'villages.csv',
          line,
          message: '山城街道双山居委会（370406001001）今天没有主责帮代办员。'
        }),
        expect.objectContaining({ file: 'responsibilities.csv', column: 'order', value: '1' })
      ])
    )
    expect(faults).toHaveLength(3)
  })

  it('names a station without dispatcher, and a district without admin', async () => {
    copy.removeLines('people.csv', 'resident;admin')
    copy.removeLines('people.csv', 'resident;dispatcher,police,XJ')
    expect(await faultsOf()).toEqual([
      { file: 'stations.csv', line: 4, column: 'code', value: 'XJ', message: '西集派出所没有值班员（dispatcher）。' },
      expect.objectContaining({ line: 0, message: expect.stringContaining('没有管理员（admin）') as unknown })
    ])
  })

  it('names every bad line of every file at once, without the faults that only follow from them', async () => {
    const village = copy.append('villages.csv', 'x,试村委会,370406001,山城街道,shi,s,sc,sc')
    const person = copy.append('people.csv', '139,试人甲,resident,,,,')
    const another = copy.append('people.csv', '13900009999,试人乙,officer,police,QQ,370406001999,')
    const responsibility = copy.append('responsibilities.csv', '370406001999,officer,0,13900009998,2026-01-01,')
    copy.append('responsibilities.csv', '370406001001,officer,3,13900000008,never,')
    const places = (await faultsOf()).map(({ file, line, column }) => `${file}:${line} ${column}`)
    expect(places).toEqual([
      `villages.csv:${village} code`,
      `people.csv:${person} phone`,
      `responsibilities.csv:${responsibility + 1} from`,
      `people.csv:${another} station_code`
    ])
  })

  it('recognises a GB18030 file and names the first line it can’t read', async () => {
    // 窗口 in GB18030, as a spreadsheet saves it.
    const word = Buffer.from([0xb4, 0xb0, 0xbf, 0xda])
    const bytes = Buffer.concat([
      Buffer.from('name,address,phone\nA,B,110\n'),
      word,
      Buffer.from(',B,110\n'),
      word,
      Buffer.from('C,B,110\n')
    ])
    copy.write('offices.csv', bytes)
    expect(await faultsOf(['offices'])).toEqual([{
      file: 'offices.csv', line: 3, column: '', value: '',
      message: '这个文件不是 UTF-8 编码（像是 GB18030，共 2 行读不出来），请另存为 UTF-8 再导入。'
    }])
  })

  it('recognises a UTF-16 file, and one in no encoding at all', async () => {
    copy.write(
      'offices.csv',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name,address,phone\n窗口,路,110\n', 'utf16le')])
    )
    expect((await faultsOf(['offices']))[0]?.message).toContain('像是 UTF-16')
    copy.write('offices.csv', Buffer.from([0x6e, 0xff, 0x0a, 0x80]))
    expect((await faultsOf(['offices']))[0]).toMatchObject({
      line: 1,
      message: expect.stringContaining('认不出是什么编码') as unknown
    })
  })

  it('names a file that is missing, empty, too large, or has only a header', async () => {
    copy.write('offices.csv', '')
    expect((await faultsOf(['offices']))[0]?.message).toBe('文件是空的。')
    copy.write('offices.csv', 'name,address,phone\n')
    expect((await faultsOf(['offices']))[0]?.message).toBe('只有表头，没有内容。')
    copy.write('offices.csv', Buffer.alloc(16 * 1024 * 1024 + 1, 0x61))
    expect((await faultsOf(['offices']))[0]?.message).toBe('文件太大了，最多 16 MB。')
    copy.remove()
    expect((await faultsOf(['offices']))[0]).toMatchObject({ file: 'offices.csv', line: 0, message: '找不到这个文件。' })
  })

  it('names columns that are missing, too many or twice', async () => {
    copy.write('offices.csv', 'name,adress,phone,phone\nA,B,110,110\n')
    expect((await faultsOf(['offices'])).map(({ line, column, message }) => [line, column, message])).toEqual([
      [1, 'address', '表头缺这一栏。'], [1, 'adress', '表头多出这一栏。'], [1, 'phone', '表头里这一栏出现了两次。']
    ])
    copy.write('offices.csv', '"name,address,phone\n')
    expect((await faultsOf(['offices']))[0]).toMatchObject({ line: 1, message: '引号不成对。' })
  })

  const spoiled: Array<[string, string, string, string, Partial<Fault>]> = [
    [
      'an unknown category',
      'catalogue.json',
      '"categoryCode": "HZ"',
      '"categoryCode": "QQ"',
      { column: 'items.0.categoryCode', value: 'QQ', message: '没有这一类。' }
    ],
    [
      'an unknown office',
      'catalogue.json',
      '"acceptOffice": "派出所"',
      '"acceptOffice": "村口"',
      { column: 'items.0.acceptOffice', value: '村口' }
    ],
    [
      'an item code twice',
      'catalogue.json',
      '"code": "HZ02"',
      '"code": "HZ01"',
      { column: 'items.1.code', value: 'HZ01' }
    ],
    [
      'a missing field',
      'catalogue.json',
      '"timeText": "承诺20个工作日内发证",',
      '',
      { column: 'items.0.timeText', message: '缺这一项。' }
    ],
    [
      'a field nobody knows',
      'catalogue.json',
      '"delivery": true',
      '"delivery": true, "colour": "red"',
      { column: 'items.0.colour', message: '没有这一项。' }
    ],
    [
      'a wrong type',
      'catalogue.json',
      '"delivery": true',
      '"delivery": "yes"',
      { column: 'items.0.delivery', value: 'yes', message: '只能是 true 或 false。' }
    ],
    [
      'an unknown channel',
      'catalogue.json',
      '"homeVisit"',
      '"drone"',
      { column: 'items.0.channels.0', value: 'drone' }
    ],
    [
      'a number needed perhaps',
      'catalogue.json',
      '"idNumberNeeded": false',
      '"idNumberNeeded": "maybe"',
      { column: 'items.0.idNumberNeeded', value: 'maybe' }
    ],
    [
      'an unknown mark of evidence',
      'catalogue.json',
      '"rank": "I"',
      '"rank": "X"',
      { column: 'items.0.evidence.rank', value: 'X' }
    ],
    [
      'a promise without days',
      'catalogue.json',
      '"timeLimitDays": 20',
      '"timeLimitDays": null',
      { column: 'items.0.timeLimitDays', value: 'null' }
    ],
    [
      'presence without a reason',
      'catalogue.json',
      '"presenceKind": "biometric"',
      '"presenceKind": "none"',
      { column: 'items.0.presenceKind' }
    ],
    [
      'a key twice in one object',
      'catalogue.json',
      '"delivery": true',
      '"delivery": true, "delivery": false',
      { column: 'items.0.delivery', message: '这一项写了两次。' }
    ],
    [
      'a matter without keywords',
      'otherMatters.json',
      '["公积金", "住房公积金", "提取", "公积金贷款"]',
      '[]',
      { column: '5.keywords' }
    ],
    [
      'a matter with a code of the catalogue',
      'otherMatters.json',
      '"OM01"',
      '"HZ01"',
      { column: '0.code', value: 'HZ01', message: '服务目录里已经有这个代码。' }
    ],
    [
      'a matter twice',
      'otherMatters.json',
      '"OM02"',
      '"OM01"',
      { column: '1.code', message: '这个代码前面已经有了。' }
    ],
    ['a matter with a bad phone', 'otherMatters.json', '"12345"', '"call me"', { column: '0.phone', value: 'call me' }]
  ]
  it.each(someOf(spoiled, 8, 1))('names in JSON %s', async (_, file, from, to, expected) => {
    const line = copy.read(file).slice(0, copy.read(file).indexOf(from)).split('\n').length
    copy.replace(file, from, to)
    const faults = await faultsOf()
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ file, ...expected })
    // A missing field has no line of its own: the line of its object is reported.
    expect(faults[0]!.line).toBe(expected.message === '缺这一项。' ? 26 : line)
  })

  it('names the line from which a file is no JSON', async () => {
    copy.replace('otherMatters.json', '"OM03",', '"OM03"')
    expect(await faultsOf(['otherMatters'])).toEqual([
      expect.objectContaining({
        file: 'otherMatters.json',
        line: 18,
        message: expect.stringContaining('不是正确的 JSON') as unknown
      })
    ])
  })

  it('tells every fault in one sentence each', () => {
    expect(describeFault({ file: 'people.csv', line: 3, column: 'phone', value: '139', message: '手机号要 11 位数字。' }))
      .toBe('  people.csv 第 3 行 phone "139" 手机号要 11 位数字。')
    expect(new ImportRefused([{ file: 'a.csv', line: 0, column: '', value: '', message: '文件是空的。' }]).message)
      .toBe('导入的文件有 1 处问题，什么都没有写入：\n  a.csv 文件是空的。')
  })
})

describe('an import of some files over what is stored', () => {
  let app: TestApp
  let copy: DataCopy
  beforeAll(async () => {
    app = await buildApp()
    await importData({ directory: DATA, fields: app.deps.fields, today: TODAY })
  })
  afterAll(() => app.stop())
  beforeEach(() => { copy = new DataCopy() })
  afterEach(() => { copy.remove() })

  const refused = (only: readonly Part[]) =>
    importData({ directory: copy.directory, fields: app.deps.fields, today: TODAY, only }).then(
      () => [],
      (error: ImportRefused) => error.faults
    )

  it('refuses to take a role from somebody who is still named for a village', async () => {
    copy.replace('people.csv', '13800000013,', '13800000013,x')
    const line = copy.lineOf('people.csv', '13800000013,')
    copy.replace('people.csv', copy.read('people.csv').split('\n')[line - 1]!, '13800000013,试人甲,resident,,,,')
    expect(await refused(['people'])).toEqual([
      expect.objectContaining({
        file: 'people.csv',
        line,
        column: 'roles',
        message: '试人甲还负责 370406001001，身份里要有帮代办员（agent）或民警辅警（officer）。'
      })
    ])
    expect((await Person.findOne(await withPhone('13800000013')).lean())?.roles).toContain('agent')
  })

  it('refuses a station that would leave a town to nobody', async () => {
    copy.replace('stations.csv', '370406001;370406405', '370406001')
    const faults = await refused(['stations'])
    expect(faults).toHaveLength(14)
    expect(faults[0]).toMatchObject({ line: 0, message: expect.stringContaining('没有派出所管') as unknown })
  })

  it('takes a successor when the predecessor’s last day is written down', async () => {
    copy.replace(
      'responsibilities.csv',
      OFFICER,
      `${OFFICER}2026-11-30\n370406001001,officer,0,13900000008,2026-12-01,`
    )
    const written = await importData({
      directory: copy.directory,
      fields: app.deps.fields,
      today: TODAY,
      only: ['responsibilities']
    })
    expect(written).toEqual([{ label: '责任分工', created: 1, changed: 1, unchanged: 1399 }])
  })
})
