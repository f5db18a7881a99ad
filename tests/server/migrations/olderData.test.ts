import '../../../server/kinds'
import { BSON } from 'bson'
import '../../../server/app'
import { verifyAudit } from '../../../server/audit/verify'
import { createAudit } from '../../../server/audit/audit'
import type { Keyring } from '../../../server/fieldEncryption/keyring'
import { createLog } from '../../../server/log'
import { makeIndexes } from '../../../server/database'
import { deleteConsentVoice, voicePlace } from '../../../server/consentVoices/keep'
import { ConsentVoice } from '../../../server/consentVoices/model'
import { migrate } from '../../../server/migrations/migrate'
import { papersHaveOneHolder } from '../../../server/migrations/papersHaveOneHolder'
import { recordingsNameTheirMatter } from '../../../server/migrations/recordingsNameTheirMatter'
import { searchesForPeople } from '../../../server/migrations/searchesForPeople'
import { sealPeopleAndWords } from '../../../server/migrations/sealPeopleAndWords'
import { serviceRequestsToMatters } from '../../../server/migrations/serviceRequestsToMatters'
import { readDump, type Dump } from '../../fixtures/dump'
import {
  collectionNames,
  fill,
  keyHome,
  keyringOf,
  opened,
  optionsFor,
  ownDatabase,
  stampsHold,
  type Doc,
  type OlderHome
} from './older'

const ALL = [sealPeopleAndWords, serviceRequestsToMatters]
const UNSEALED = '0562066-unsealed'
const SEALED = '0fba400-serviceRequests'
let dump: Dump
let home: OlderHome
let own: Awaited<ReturnType<typeof ownDatabase>>
let fields: Keyring

async function begin(name: string): Promise<void> {
  dump = readDump(name)
  home = keyHome(dump)
  own = await ownDatabase()
  fields = keyringOf(home)
  await fill(own.db, dump)
}
afterEach(async () => {
  await own.leave()
  home.remove()
})

interface Detail extends Doc {
  id: string
  applicant: { phone: string }
  beneficiary: { phone: string | null } | null
  timeline: Array<{ text: string | null }>
  materialAsked: { text: string } | null
  declined: { reason: string, legalBasis: string } | null
  rating: { text: string } | null
}

/** Texts as the older version showed them; an empty text counts as none. */
function wordsOf({ applicant, beneficiary, address, remark, materialAsked, declined, rating, timeline }: Detail): Doc {
  const said = (text: unknown): unknown => text || null
  return {
    phone: applicant.phone,
    elder: said(beneficiary?.phone),
    address: said(address),
    remark: said(remark),
    material: said(materialAsked?.text),
    reason: said(declined?.reason),
    legalBasis: said(declined?.legalBasis),
    rating: said(rating?.text),
    timeline: timeline.map(({ text }) => said(text))
  }
}
function wordsStored({ words, timeline }: Doc): Doc {
  const { 'applicant.phone': phone, 'beneficiary.phone': elder, address, remark, ...rest } = words as Doc
  return {
    phone,
    elder,
    address,
    remark,
    material: rest['materialAsked.text'],
    reason: rest['declined.reason'],
    legalBasis: rest['declined.legalBasis'],
    rating: rest['rating.text'],
    timeline: (timeline as Doc[]).map(({ text }) => text || null)
  }
}
/** A text said in the beneficiary's home is stored; the relative who asked is not shown it. */
const AT_HER_HOME = '户口簿已取走'
function told(): Doc {
  return Object.fromEntries(dump.answers.matters.map(({ detail }) => {
    const words = wordsOf(detail as Detail)
    if (detail.status === 'delivering') (words.timeline as Array<string | null>)[4] = AT_HER_HOME
    return [detail.id, words]
  }))
}
const found = (matters: Map<string, Doc>): Doc =>
  Object.fromEntries([...matters].map(([id, matter]) => [id, wordsStored(matter)]))
const documentsOf = async (name: string): Promise<Doc[]> => own.db.collection(name).find({}).sort({ _id: 1 }).toArray()
const byId = (documents: readonly Doc[]): Doc[] =>
  [...documents].sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))
const before = (name: string): Doc[] => dump.collections.find(one => one.name === name)!.documents

test('people are found by their phones and read with the key; nothing of phones and words is left readable', async () => {
  await begin(UNSEALED)
  await migrate([sealPeopleAndWords], optionsFor(own.db, fields))
  const people = await documentsOf('people')
  expect(people).toHaveLength(before('people').length)
  for (const person of people) {
    const was = before('people').find(one => String(one._id) === String(person._id))!.phone as string
    if (was.startsWith('deleted:')) {
      expect(person).toMatchObject({ phone: null, phoneIndex: was })
      continue
    }
    expect(
      await fields.open(person.phone as string, { collection: 'people', id: String(person._id), path: 'phone' })
    ).toBe(was)
    expect(person.phoneIndex).toBe(await fields.blindIndex('phone', was))
  }
  expect(people.filter(({ phone }) => phone === null)).toHaveLength(1)
  const bytes = Buffer.concat(
    [...people, ...(await documentsOf('serviceRequests'))].map(one => Buffer.from(BSON.serialize(one)))
  ).toString('utf8')
  const secrets = [
    ...dump.answers.matters.map(({ phone }) => phone),
    '家里有狗',
    '敲门没人',
    '箱子底下',
    '不在本辖区',
    '户口登记条例',
    '13812340002',
    'tel:'
  ]
  expect(
    Buffer.concat(before('serviceRequests').map(one => Buffer.from(BSON.serialize(one)))).toString('utf8')
  ).toContain('敲门没人')
  expect(secrets.filter(secret => bytes.includes(secret))).toEqual([])
})

test('every word told by the older version is read with the key, and the audit finds no fault', async () => {
  await begin(UNSEALED)
  await migrate([sealPeopleAndWords], optionsFor(own.db, fields))
  await makeIndexes()
  const matters = await opened(own.db, fields, 'serviceRequests')
  expect(found(matters)).toEqual(told())
  await migrate(ALL, optionsFor(own.db, fields))
  const faults: unknown[] = []
  expect(await verifyAudit(fields, fault => faults.push(fault))).toMatchObject({ faults: 0, waiting: 0 })
  expect(faults).toEqual([])
  const elder = await fields.blindIndex('phone', '13812340001')
  expect((await documentsOf('beneficiaries'))[0]!.phoneIndex).toBe(elder)
  expect([...matters.values()].filter(({ concerns }) => (concerns as string[]).includes(elder))).toHaveLength(1)
  // Several accounts may be deleted: none of them keeps a phone.
  await own.db.collection('people').updateMany({}, { $set: { phone: null } })
})

test('acts from before there were stamps get theirs, and are copied to the chain', async () => {
  await begin(UNSEALED)
  const requests = own.db.collection('serviceRequests')
  for (const { _id, timeline } of await requests.find({}).toArray()) {
    const bare = (timeline as Doc[]).map(({ audit: _audit, photos: _photos, ...entry }) => entry)
    await requests.updateOne(
      { _id },
      { $set: { timeline: bare }, $unset: { auditPending: '', consent: '', photos: '', cutAt: '' } }
    )
  }
  await own.db.collection('auditEntries').deleteMany({})
  await own.db.collection('auditHeads').deleteMany({})
  await migrate([sealPeopleAndWords], optionsFor(own.db, fields))
  await makeIndexes()
  const matters = await opened(own.db, fields, 'serviceRequests')
  expect(new Set(await stampsHold(matters, fields))).toEqual(new Set([true]))
  const roles = new Set(
    [...matters.values()].flatMap(({ timeline }) =>
      (timeline as Array<{ audit: { role: string } }>).map(({ audit }) => audit.role)
    )
  )
  expect(roles).toEqual(new Set(['resident', 'agent', 'officer', 'dispatcher']))
  await migrate(ALL, optionsFor(own.db, fields))
  const audit = createAudit({ fields, now: Date.now, log: createLog('silent') })
  audit.nudge()
  await audit.settled()
  const acts = [...matters.values()].flatMap(({ timeline }) => timeline as Doc[]).length
  const copies = await own.db.collection('auditEntries').countDocuments({ act: 'changed' })
  expect({ copies, ...(await verifyAudit(fields, () => undefined)) }).toMatchObject({
    copies: acts,
    faults: 0,
    waiting: 0
  })
})

test('a legal basis that was left readable is sealed; what is sealed stays as it is', async () => {
  await begin(SEALED)
  const requests = own.db.collection('serviceRequests')
  const { _id } = (await requests.findOne({ status: 'declined' }))!
  await requests.updateOne({ _id }, { $set: { 'declined.legalBasis': '户口登记条例第十条' } })
  const others = byId(before('serviceRequests')).filter(one => String(one._id) !== String(_id))
  await migrate([sealPeopleAndWords], optionsFor(own.db, fields))
  expect(found(await opened(own.db, fields, 'serviceRequests'))).toEqual(told())
  const now = await documentsOf('serviceRequests')
  expect(now.filter(one => String(one._id) !== String(_id))).toEqual(others)
})

describe.each([UNSEALED, SEALED])('from %s', name => {
  test('service requests become matters: every word is read in its new place, every stamp holds, nothing else is changed', async () => {
    await begin(name)
    await migrate(ALL, optionsFor(own.db, fields, { batch: 3 }))
    const matters = await opened(own.db, fields, 'matters')
    expect(found(matters)).toEqual(told())
    expect(new Set(await stampsHold(matters, fields))).toEqual(new Set([true]))
    expect(await collectionNames(own.db)).not.toContain('serviceRequests')
    for (const was of before('serviceRequests')) {
      const is = matters.get(String(was._id))!
      for (const field of [
        'number',
        'version',
        'status',
        'createdAt',
        'dueAt',
        'assignee',
        'offeredTo',
        'routing',
        'custody'
      ]) {
        expect({ field, value: is[field] }).toEqual({ field, value: was[field] })
      }
      expect(is.kind).toBe('serviceRequest')
    }
    for (const untouched of ['auditEntries', 'auditHeads', 'attachments', 'photos.files', 'responsibilities']) {
      expect(await documentsOf(untouched)).toEqual(byId(before(untouched)))
    }
  })

  test('run again on data of the new shape, every migration changes nothing', async () => {
    await begin(name)
    await migrate(ALL, optionsFor(own.db, fields))
    const names = (await collectionNames(own.db)).filter(one => one !== 'migrations' && one !== 'leases')
    const everything = () => Promise.all(names.map(documentsOf))
    const once = await everything()
    await own.db.collection('migrations').deleteMany({})
    await migrate(ALL, optionsFor(own.db, fields))
    expect(await everything()).toEqual(once)
  })
})

test('what an older process writes while matters are moved is taken along, or told', async () => {
  await begin(SEALED)
  const requests = own.db.collection('serviceRequests')
  const first = (await requests.find({}).sort({ _id: 1 }).limit(1).next())!
  let written = 0
  // The older process writes after its document was copied, while the next batch is migrated.
  const db = new Proxy(own.db, {
    get(target, key) {
      if (key !== 'collection') return Reflect.get(target, key, target) as unknown
      return (of: string) => {
        if (of === 'matters' && ++written === 5)
          void requests.updateOne({ _id: first._id }, { $inc: { version: 1 }, $set: { status: 'cancelled' } })
        return target.collection(of)
      }
    }
  })
  await expect(migrate(ALL, optionsFor(db, fields, { batch: 1 }))).rejects.toThrow(
    /1 service requests changed while they were moved/
  )
  await migrate(ALL, optionsFor(own.db, fields))
  expect(await own.db.collection('matters').findOne({ _id: first._id })).toMatchObject({
    status: 'cancelled',
    version: (first.version as number) + 1
  })
})

test('a recording names its matter and stays bound to its id; run again, or killed before, nothing else happens', async () => {
  await begin(SEALED)
  const was = await documentsOf('consentVoices')
  await migrate([...ALL, recordingsNameTheirMatter], optionsFor(own.db, fields))
  const named = await documentsOf('consentVoices')
  expect(named).toEqual(was.map(one => ({ ...one, matter: one._id })))
  // A recording of this version has an id of its own.
  const fresh = { ...was[0], _id: new BSON.ObjectId(), matter: was[0]!._id, at: new Date() }
  await own.db.collection('consentVoices').insertOne(fresh)
  await own.db.collection('migrations').deleteOne({ _id: recordingsNameTheirMatter.id as never })
  await migrate([...ALL, recordingsNameTheirMatter], optionsFor(own.db, fields))
  expect(byId(await documentsOf('consentVoices'))).toEqual(byId([...named, fresh]))
})

test('matters and family members get the fields of a search; run again, nothing else happens', async () => {
  await begin(SEALED)
  await migrate([...ALL, recordingsNameTheirMatter], optionsFor(own.db, fields))
  const [matters, family] = [await documentsOf('matters'), await documentsOf('beneficiaries')]
  await migrate([...ALL, recordingsNameTheirMatter, searchesForPeople], optionsFor(own.db, fields))
  const filled = byId(matters.map(one => ({ ...one, search: null, contacts: null, lastMiss: null })))
  expect(byId(await documentsOf('matters'))).toEqual(filled)
  expect(byId(await documentsOf('beneficiaries'))).toEqual(byId(family.map(one => ({ ...one, contacts: null }))))
  await own.db.collection('migrations').deleteOne({ _id: searchesForPeople.id as never })
  await own.db.collection('matters').updateOne({ _id: matters[0]!._id as never }, { $set: { contacts: 'sealed' } })
  await migrate([...ALL, recordingsNameTheirMatter, searchesForPeople], optionsFor(own.db, fields))
  const again = byId(await documentsOf('matters')) as unknown
  expect(JSON.stringify(again)).toContain('"contacts":"sealed"')
})

test('the recording of an older version is found and deleted like any other', async () => {
  await begin(SEALED)
  await migrate([...ALL, recordingsNameTheirMatter], optionsFor(own.db, fields))
  await makeIndexes()
  const { id, bytes } = dump.answers.voice!
  const matter = new BSON.ObjectId(id)
  const stored = await own.db.collection('matters').findOne({ _id: matter })
  const voice = await ConsentVoice.findOne({ matter: id, at: stored!.voiceAt }).lean()
  expect(await fields.open(voice!.voice, voicePlace(voice!._id))).toBe(bytes)
  await deleteConsentVoice(matter as never)
  expect(await documentsOf('consentVoices')).toEqual([])
})

test('a recording and an identity number go along', async () => {
  await begin(SEALED)
  await migrate(ALL, optionsFor(own.db, fields))
  const matters = await opened(own.db, fields, 'matters')
  const numbers = [...matters.values()].map(({ words }) => (words as Doc).idNumber).filter(Boolean)
  expect(numbers).toEqual(['11010519491231002X'])
  const { id, bytes } = dump.answers.voice!
  const [voice] = await documentsOf('consentVoices')
  expect(matters.has(id)).toBe(true)
  expect(await fields.open(voice!.voice as string, { collection: 'consentVoices', id, path: 'voice' })).toBe(bytes)
})

test('papers of an older version have one holder and nobody before; bearers and papers that are out can be found', async () => {
  await begin(SEALED)
  const steps = [...ALL, recordingsNameTheirMatter, papersHaveOneHolder]
  await migrate(ALL, optionsFor(own.db, fields))
  const [some] = await documentsOf('matters')
  const holder = { person: new BSON.ObjectId(), name: '周岭' }
  const [first, later] = [new Date('2026-11-20T02:00:00Z'), new Date('2026-11-21T02:00:00Z')]
  const back = { at: later, to: '王奶奶' }
  await own.db.collection('matters').updateOne({ _id: some!._id as never }, { $set: { custody: [
    { paper: '户口簿', holder, since: first, returned: back }, { paper: '旧身份证', holder, since: later, returned: null },
    { paper: '照片', holder, since: first, returned: null }
  ] } })
  await migrate(steps, optionsFor(own.db, fields))
  const once = await documentsOf('matters')
  const known = { earlier: [], givenAt: null }
  expect(once.find(({ _id }) => String(_id) === String(some!._id))).toMatchObject({
    heldBy: [holder.person], heldSince: first, papersDiffer: null, deliveryDay: null, version: some!.version,
    custody: [
      { paper: '户口簿', holder, since: first, ...known, returned: { ...back, relation: null, by: null } },
      { paper: '旧身份证', holder, since: later, ...known, returned: null },
      { paper: '照片', holder, since: first, ...known, returned: null }
    ]
  })
  await own.db.collection('migrations').deleteOne({ _id: papersHaveOneHolder.id as never })
  await migrate(steps, optionsFor(own.db, fields))
  expect(await documentsOf('matters')).toEqual(once)
})
