import { Types, type Model } from 'mongoose'
import { ANSWERING_ROLES, type Role } from '../../src/contract/roles'
import { CatalogueCategoryModel, CatalogueItemModel, Office, OtherMatterModel } from '../ground/catalogueModel'
import { changeGround } from '../ground/version'
import type { Keyring } from '../fieldEncryption/keyring'
import { Person, Responsibility } from '../people/model'
import { phoneIndexOf, sealPhone } from '../people/sealing'
import { Session } from '../session/model'
import { Station, Village } from '../ground/villageModel'
import { responsibilityKey, type Files, type Part } from './readFiles'
import { stationsByTown, type World } from './world'
import { writeWanted, type Begin, type Counts, type Wanted } from './write'

/** Counts of one collection. */
export interface Written extends Counts {
  /** The name of the documents for the report. */
  label: string
}

const STORED_MOST = 50_000

/**
 * Writes what checked files say, as one change of the ground. The villages go last: while there are none, the import
 * has not been finished.
 * @param dryRun count only
 */
export function writeFiles(
  files: Files,
  world: World,
  parts: readonly Part[],
  dryRun: boolean,
  fields: Keyring
): Promise<Written[]> {
  if (dryRun) return writeParts(files, world, parts, null, fields)
  return changeGround(begin => writeParts(files, world, parts, begin, fields))
}

async function writeParts(
  files: Files, world: World, parts: readonly Part[], begin: Begin | null, fields: Keyring
): Promise<Written[]> {
  const written: Written[] = []
  const put = async <T>(label: string, model: Model<T>, wanted: readonly Wanted[]) => {
    if (wanted.length > 0) written.push({ label, ...await writeById(model, wanted, begin) })
  }
  await put('派出所', Station, files.stations.map(({ value: { code, ...fields } }) => ({ filter: { _id: code }, fields })))
  await put('受理窗口', Office, files.offices.map(({ value: { name, ...fields } }) => ({ filter: { _id: name }, fields })))
  const { categories = [], items = [] } = files.catalogue?.value ?? {}
  await put(
    '事项类别', CatalogueCategoryModel,
    categories.map(({ code, name }, order) => ({ filter: { _id: code }, fields: { name, order } }))
  )
  await put('服务事项', CatalogueItemModel, items.map(({ code, ...fields }) => ({ filter: { _id: code }, fields })))
  await put(
    '其他部门的事',
    OtherMatterModel,
    (files.otherMatters?.value ?? []).map(({ code, ...fields }) => ({ filter: { _id: code }, fields }))
  )
  if (files.people.length > 0) written.push({ label: '人员', ...await writePeople(files, begin, fields) })
  if (files.responsibilities.length > 0)
    written.push({ label: '责任分工', ...(await writeResponsibilities(files, begin, fields)) })
  if (parts.includes('villages') || parts.includes('stations')) await put('村居', Village, villagesOf(world))
  return written
}

/** Every village, including those that no file names: the station of a town is defined by the stations. */
function villagesOf(world: World): Wanted[] {
  const stationOf = stationsByTown(world)
  return [...world.villages.values()].map(({ value }) => ({
    filter: { _id: value.code },
    fields: {
      name: value.name, townCode: value.townCode, townName: value.townName, stationCode: stationOf.get(value.townCode),
      pinyin: value.pinyin, initials: value.initials, townPinyin: value.townPinyin, townInitials: value.townInitials
    }
  }))
}

async function writeById<T>(model: Model<T>, wanted: readonly Wanted[], begin: Begin | null): Promise<Counts> {
  const stored = await model.find().limit(STORED_MOST).lean()
  const byId = new Map(stored.map(document => [String((document as { _id: unknown })._id), document as object]))
  return writeWanted(model, wanted, ({ filter }) => byId.get(String(filter._id)), begin)
}

async function writePeople(files: Files, begin: Begin | null, keyring: Keyring): Promise<Counts> {
  const wanted = await Promise.all(files.people.map(async ({ value: { phone, villageCode, leave, ...fields } }) => {
    const _id = new Types.ObjectId()
    const sealed = await sealPhone(keyring, String(_id), phone)
    return {
      filter: { phoneIndex: sealed.phoneIndex },
      fields: { ...fields, ...(villageCode !== null && { villageCode }), ...(leave.length > 0 && { leave }) },
      whenNew: { _id, phone: sealed.phone }
    }
  }))
  const stored = await readPeople(wanted.map(({ filter }) => filter.phoneIndex))
  const counts = await writeWanted(Person, wanted, ({ filter }) => stored.get(String(filter.phoneIndex)), begin)
  const left = wanted.flatMap(({ filter, fields }) => {
    const before = stored.get(filter.phoneIndex)
    return before && answers(before.roles) && !answers(fields.roles) ? [String(before._id)] : []
  })
  // The staff rights ended with the roles. Ending the sessions makes the phones of these people delete the stored data.
  if (begin && left.length > 0) await Session.deleteMany({ person: { $in: left } })
  return counts
}

function answers(roles: readonly Role[]): boolean {
  return roles.some(role => ANSWERING_ROLES.includes(role))
}

async function writeResponsibilities(files: Files, begin: Begin | null, keyring: Keyring): Promise<Counts> {
  const phones = [...new Set(files.responsibilities.map(({ value }) => value.phone))]
  const indexes = new Map(
    await Promise.all(phones.map(async phone => [phone, await phoneIndexOf(keyring, phone)] as const))
  )
  const people = await readPeople([...indexes.values()])
  const rows = await Responsibility.find().limit(STORED_MOST).lean()
  const stored = new Map(rows.map(row => [responsibilityKey(row), row]))
  // In a dry run a person of the same files may not be stored yet; the responsibility still counts as new or changed.
  const wanted = files.responsibilities.map(({ value: { phone, until, ...key } }) => ({
    filter: key, fields: { person: people.get(indexes.get(phone)!)?._id ?? null, until }
  }))
  return writeWanted(
    Responsibility,
    wanted,
    ({ filter }) => stored.get(responsibilityKey(filter as (typeof wanted)[number]['filter'])),
    begin
  )
}

/** The stored people, by the keyed hashes of their phones. */
async function readPeople(indexes: readonly string[]) {
  const people = await Person.find({ phoneIndex: { $in: [...new Set(indexes)] } }).limit(STORED_MOST).lean()
  return new Map(people.map(person => [person.phoneIndex, person]))
}
