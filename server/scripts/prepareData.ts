/**
 * Converts the customer's files into those that the import reads:
 * npx tsx server/scripts/prepareData.ts <villages.csv> <catalogue.json> [target directory]
 * Adds what is computed once: search keys in pinyin, the names of the channels, and which items need a sworn officer.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { pinyin } from 'pinyin-pro'
import { z } from 'zod'
import {
  CHANNELS, EVIDENCE_MARKS, PRESENCE_KINDS, type CatalogueItem, type Channel
} from '../../src/contract/catalogue'
import { writeCsv } from '../import/csv'

const CHANNEL_OF: Record<string, Channel> = { proxy: 'paperwork', home_visit: 'homeVisit' }

/** Places whose local reading differs from the dictionary: both readings are search keys. */
const SECOND_READINGS: Record<string, string[]> = { 柿行: ['shi', 'hang'], 朴山前: ['piao', 'shan', 'qian'] }

const villageSchema = z.object({ code: z.string(), name: z.string(), town_code: z.string(), town_name: z.string() })
const mark = z.enum(EVIDENCE_MARKS)
const serviceSchema = z.object({
  code: z.string(),
  name: z.string(),
  category_code: z.string(),
  applicants: z.array(z.string()),
  materials: z.array(z.string()),
  time_limit_working_days: z.number().nullable(),
  time_unit: z.enum(['working', 'calendar', 'appointment']),
  time_limit_text: z.string(),
  statutory_limit_text: z.string().nullable(),
  fee_yuan: z.number().nullable(),
  fee_text: z.string(),
  channels: z.record(z.string(), z.boolean()),
  presence_required: z.boolean(),
  presence_kind: z.enum(PRESENCE_KINDS),
  presence_note: z.string(),
  relative_may_book: z.boolean(),
  relative_may_apply: z.boolean(),
  applicant_type: z.enum(['person', 'enterprise', 'both']),
  accept_office: z.string(),
  legal_basis: z.array(z.string()),
  evidence: z.object({ existence: mark, materials: mark, time: mark, fee: mark, presence: mark, channels: mark }),
  note: z.string().nullable()
})
const catalogueSchema = z.object({
  title: z.string(),
  categories: z.array(z.object({ code: z.string(), name: z.string() })),
  services: z.array(serviceSchema)
})
type Service = z.infer<typeof serviceSchema>

/**
 * The items that need a sworn officer. The draft does not say this, and it is inferred (and marked as inferred): taking
 * biometrics, checking a site, mediating between parties, changing a person's data in the household register (HZ09
 * records a statement of the applicant), and stopping a fraud or taking a missing person's report, where people are
 * questioned.
 */
const SWORN_PRESENCE: readonly string[] = ['biometric', 'onsite', 'parties']
const SWORN_ITEMS: readonly string[] = ['HZ09', 'MS02', 'MS03']

function requiresPolice(service: Service): boolean {
  return SWORN_PRESENCE.includes(service.presence_kind) || SWORN_ITEMS.includes(service.code)
}

/**
 * The items for which the officer looks the person up before the visit, also inferred: a new identity card, the renewal
 * of a driving licence, a search of records. All other items ask for no identity number.
 */
const ID_NUMBER_ITEMS: readonly string[] = ['HZ02', 'HZ03', 'HZ04', 'JG01', 'JG02', 'ZA01']

function itemOf(service: Service): CatalogueItem {
  return {
    code: service.code,
    name: service.name,
    categoryCode: service.category_code,
    ...searchKeys(service.name),
    applicants: service.applicants,
    materials: service.materials,
    timeLimitDays: service.time_limit_working_days,
    timeUnit: service.time_unit,
    timeText: service.time_limit_text,
    statutoryText: service.statutory_limit_text,
    feeYuan: service.fee_yuan,
    feeText: service.fee_text,
    channels: Object.entries(CHANNEL_OF).flatMap(([theirs, ours]) => service.channels[theirs] ? [ours] : [])
      .sort((a, b) => CHANNELS.indexOf(a) - CHANNELS.indexOf(b)),
    delivery: service.channels.delivery ?? false,
    presenceRequired: service.presence_required,
    presenceKind: service.presence_kind,
    presenceNote: service.presence_note,
    relativeMayBook: service.relative_may_book,
    relativeMayApply: service.relative_may_apply,
    applicantType: service.applicant_type,
    acceptOffice: service.accept_office,
    legalBasis: service.legal_basis,
    requiresPolice: requiresPolice(service),
    idNumberNeeded: ID_NUMBER_ITEMS.includes(service.code),
    evidence: { ...service.evidence, rank: 'I', idNumber: 'I' },
    note: service.note
  }
}

/** The full pinyin and the initials of the Chinese characters and Latin letters of a text, in lower case. */
function searchKeys(text: string): { pinyin: string; initials: string } {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map(syllable => syllable.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean)
  return keysOf(syllables)
}

function keysOf(syllables: readonly string[]): { pinyin: string; initials: string } {
  return { pinyin: syllables.join(''), initials: syllables.map(syllable => syllable[0]).join('') }
}

/** The spoken name of the place: without the name of its committee and without the word village. */
function shortName(name: string): string {
  return name.replace(/(村委会|居委会|村)$/, '')
}

function villageRow({ code, name, town_code, town_name }: z.infer<typeof villageSchema>): string[] {
  const town = searchKeys(town_name)
  const readings = [searchKeys(shortName(name))]
  const second = SECOND_READINGS[shortName(name)]
  if (second) readings.push(keysOf(second))
  const join = (key: 'pinyin' | 'initials') => [...new Set(readings.map(reading => reading[key]))].join(' ')
  return [code, name, town_code, town_name, join('pinyin'), join('initials'), town.pinyin, town.initials]
}

function prepare([villagesFile, catalogueFile, target = join(__dirname, '../data')]: string[]): void {
  if (!villagesFile || !catalogueFile) {
    throw new Error('Usage: prepareData <villages.csv> <catalogue.json> [target directory]')
  }
  const villages =
    z.array(villageSchema).parse(parse(readFileSync(villagesFile), { columns: true, bom: true, trim: true }))
  const { title, categories, services } = catalogueSchema.parse(JSON.parse(readFileSync(catalogueFile, 'utf8')))
  const header = ['code', 'name', 'town_code', 'town_name', 'pinyin', 'initials', 'town_pinyin', 'town_initials']
  writeFileSync(join(target, 'villages.csv'), writeCsv(header, villages.map(villageRow)))
  writeFileSync(
    join(target, 'catalogue.json'), `${JSON.stringify({ title, categories, items: services.map(itemOf) }, null, 2)}\n`
  )
  console.log(`${villages.length} villages and ${services.length} catalogue items written to ${target}.`)
}

prepare(process.argv.slice(2))
