import { chmodSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { Schema, model } from 'mongoose'
import { DataKeys, REFRESH_MS } from '../../../server/fieldEncryption/dataKeys'
import { keyringOf } from '../../../server/fieldEncryption/keyring'
import { addMasterKey, keysOfFile, openMasterKeys } from '../../../server/fieldEncryption/masterKeys'
import { DataKeyModel } from '../../../server/fieldEncryption/model'
import { resealFields, sealedFields } from '../../../server/fieldEncryption/reseal'
import { rewrapDataKeys } from '../../../server/fieldEncryption/rotate'
import { buildApp, type TestApp } from '../../setup/app'

const holderSchema = new Schema(
  {
    name: String,
    version: { type: Number, default: 0 },
    papers: { type: new Schema({ idNumber: { type: String, sealed: true } }, { _id: false }), default: {} }
  },
  { collection: 'testHolders', versionKey: false }
)
const Holder = model('TestHolder', holderSchema)
const PLACE = { collection: 'testHolders', path: 'papers.idNumber' }
const FIELD = { ...PLACE, list: null }
const placeOf = (id: unknown) => ({ ...PLACE, id: String(id) })

let app: TestApp
let dataDir: string
let file: string
beforeAll(async () => { app = await buildApp() })
afterAll(() => app.stop())
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rotate-'))
  openMasterKeys({ fieldKeys: null, dataDir })
  file = join(dataDir, 'field-keys')
  await DataKeyModel.deleteMany({})
  await Holder.deleteMany({})
})
afterEach(() => { rmSync(dataDir, { recursive: true }) })

/** A process: its own memory of keys, the same database and key file. */
function startProcess() {
  const dataKeys = new DataKeys({ masterKeys: keysOfFile(file), cipher: 'aes-256-gcm', now: app.clock.now })
  return { dataKeys, ...keyringOf(dataKeys) }
}

async function addHolders(
  keyring: { seal: ReturnType<typeof startProcess>['seal'] },
  count: number
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => new mongoose.Types.ObjectId())
  for (const _id of ids)
    await Holder.create({
      _id,
      name: '甲',
      papers: { idNumber: await keyring.seal(`number of ${String(_id)}`, placeOf(_id)) }
    })
  return ids.map(String)
}

const keyIds = async () => (await Holder.find().lean()).map(holder => String(holder.papers?.idNumber).split('.')[2])

describe('a new master key', () => {
  test('running processes go on, the old one and one that started after; the old line is then no longer needed', async () => {
    const [one, two] = [startProcess(), startProcess()]
    const sealed = await one.seal('secret', placeOf('1'))
    expect(await two.open(sealed, placeOf('1'))).toBe('secret')
    const index = await one.blindIndex('idNumber', 'x')

    const added = addMasterKey(file, app.clock.ms)
    expect(await rewrapDataKeys(keysOfFile(file))).toBe(2)
    expect(await DataKeyModel.distinct('masterKey')).toEqual([added])
    // `two` meets a data key it has never seen, wrapped by a master key that its memory of the file doesn't hold.
    const fresh = await one.seal('later', { ...PLACE, id: '2', path: 'other' })
    expect(await two.open(fresh, { ...PLACE, id: '2', path: 'other' })).toBe('later')
    expect(await two.open(sealed, placeOf('1'))).toBe('secret')

    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line.startsWith(added))
        .join('\n')
    )
    chmodSync(file, 0o600)
    const three = startProcess()
    expect(await three.open(sealed, placeOf('1'))).toBe('secret')
    expect(await three.blindIndex('idNumber', 'x')).toBe(index)
  })

  test('two commands at once wrap each key once; again there is nothing to do', async () => {
    for (const path of ['a', 'b', 'c', 'd']) await startProcess().seal('x', { ...PLACE, id: '1', path })
    addMasterKey(file, app.clock.ms)
    const counts = await Promise.all([rewrapDataKeys(keysOfFile(file)), rewrapDataKeys(keysOfFile(file))])
    expect(counts[0] + counts[1]).toBe(4)
    expect(await rewrapDataKeys(keysOfFile(file))).toBe(0)
  })
})

describe('re-seal', () => {
  test('the models say which fields are sealed', () => {
    const of = (collection: string, list: string | null, ...paths: string[]) =>
      paths.map(path => ({ collection, path, list }))
    const found = sealedFields()
    const wanted = [
      FIELD,
      ...of('people', null, 'phone'),
      ...of('beneficiaries', null, 'phone', 'address'),
      ...of('matters', 'timeline', 'timeline.text'),
      ...of(
        'matters',
        null,
        'applicant.phone',
        'beneficiary.phone',
        'address',
        'remark',
        'materialAsked.text',
        'declined.reason',
        'declined.legalBasis',
        'rating.text',
        'idNumber'
      ),
      ...of('consentVoices', null, 'voice')
    ]
    expect(found).toEqual(expect.arrayContaining(wanted))
  })

  test.each([
    [
      'whose entries have no id',
      new Schema({ rows: [new Schema({ idNumber: { type: String, sealed: true } }, { _id: false })] })
    ],
    [
      'in a list',
      new Schema({ rows: [new Schema({ cells: [new Schema({ idNumber: { type: String, sealed: true } })] })] })
    ]
  ])('a list %s is refused', (_name, schema) => {
    const listed = model('TestList', schema)
    expect(() => sealedFields()).toThrow(/is a list/)
    mongoose.deleteModel(listed.modelName)
  })

  test('in a list each entry’s value gets the new key, also while entries come and others go to the front', async () => {
    const Rows = model(
      'TestRows',
      new Schema(
        { rows: [new Schema({ note: { type: String, sealed: true } })] },
        { collection: 'testRows', versionKey: false }
      )
    )
    const field = { collection: 'testRows', path: 'rows.note', list: 'rows' }
    const running = startProcess()
    const [_id, entries] = [
      new mongoose.Types.ObjectId(),
      Array.from({ length: 30 }, () => new mongoose.Types.ObjectId())
    ]
    const place = (entry: mongoose.Types.ObjectId) => ({
      collection: 'testRows',
      path: 'rows.note',
      id: `${String(_id)}/${String(entry)}`
    })
    const rowOf = async (entry: mongoose.Types.ObjectId) => ({
      _id: entry,
      note: await running.seal(`note of ${String(entry)}`, place(entry))
    })
    await Rows.create({ _id, rows: await Promise.all(entries.map(rowOf)) })
    const [before] = (await Rows.findById(_id).orFail()).rows.map(({ note }) => note!.split('.')[2])
    const resealing = resealFields([field], startProcess().dataKeys, 0)
    const late = new mongoose.Types.ObjectId()
    await Rows.updateOne({ _id }, { $push: { rows: { $each: [await rowOf(late)], $position: 0 } } })
    const [report] = await resealing
    expect(report!.resealed).toBeGreaterThanOrEqual(30)
    const { rows } = await Rows.findById(_id).orFail()
    expect(rows.map(row => String(row._id))).toEqual([late, ...entries].map(String))
    for (const row of rows) {
      expect(await running.open(row.note!, place(row._id))).toBe(`note of ${String(row._id)}`)
      expect(row.note!.split('.')[2]).not.toBe(before)
    }
    mongoose.deleteModel('TestRows')
  })

  test('every value gets the new key, while another process reads, writes and meets the new key', async () => {
    const running = startProcess()
    const ids = await addHolders(running, 230)
    await Holder.create({ name: '没有证件号' })
    const [before] = await keyIds()
    await Holder.updateMany({}, { $set: { version: 7 } })
    const rotating = startProcess()
    const resealing = resealFields([FIELD], rotating.dataKeys, 0)
    const late = await addHolders(running, 5)
    const [report] = await resealing
    expect(report).toMatchObject(FIELD)
    for (const id of [...ids, ...late]) {
      const { papers, version } = await Holder.findById(id).orFail()
      expect(await running.open(papers!.idNumber!, placeOf(id))).toBe(`number of ${id}`)
      if (ids.includes(id)) expect(version).toBe(7)
    }
    // Having opened a value with the newer key, the running process seals with it, without waiting for its next look.
    const [sealed] = [await running.seal('x', placeOf('9'))]
    expect(sealed.split('.')[2]).not.toBe(before)
    await resealFields([FIELD], startProcess().dataKeys, 0)
    expect(new Set(await keyIds()).size).toBe(2) // the newest key, and the document without a number
  })

  test('cut short it goes on with the same key; finished, the next one takes a fresh key', async () => {
    await addHolders(startProcess(), 3)
    const { id } = await startProcess().dataKeys.unsettled('seal:testHolders.papers.idNumber')
    const [report] = await resealFields([FIELD], startProcess().dataKeys, 0)
    expect(report!.resealed).toBe(3)
    expect(new Set(await keyIds())).toEqual(new Set([id]))
    await resealFields([FIELD], startProcess().dataKeys, 0)
    expect(await keyIds()).not.toContain(id)
  })

  test('two commands at once seal with one key', async () => {
    await addHolders(startProcess(), 20)
    await Promise.all([
      resealFields([FIELD], startProcess().dataKeys, 0),
      resealFields([FIELD], startProcess().dataKeys, 0)
    ])
    expect(new Set(await keyIds()).size).toBe(1)
    expect(await DataKeyModel.countDocuments({})).toBe(2)
  })

  test('a process that opens nothing still finds the new key after a minute', async () => {
    const running = startProcess()
    const before = (await running.seal('x', placeOf('1'))).split('.')[2]
    const { id } = await startProcess().dataKeys.unsettled('seal:testHolders.papers.idNumber')
    expect((await running.seal('x', placeOf('1'))).split('.')[2]).toBe(before)
    app.clock.advance(REFRESH_MS)
    expect((await running.seal('x', placeOf('1'))).split('.')[2]).toBe(id)
  })

  test('a value that can not be opened stops it, and says which field', async () => {
    const [id] = await addHolders(startProcess(), 1)
    const spoilt = (await Holder.findById(id).orFail()).papers!.idNumber!.replace(/.$/, last =>
      last === 'A' ? 'Q' : 'A'
    )
    await Holder.updateOne({ _id: id }, { $set: { 'papers.idNumber': spoilt } })
    await expect(resealFields([FIELD], startProcess().dataKeys, 0)).rejects.toThrow(
      /testHolders\.papers\.idNumber can't be opened/
    )
  })
})
