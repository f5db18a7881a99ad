/**
 * Generates people.csv and responsibilities.csv for trying the product: `npx tsx server/scripts/demoRoster.ts
 * [directory]`. All people are invented: names are combined from surnames and given names by a fixed sequence of
 * numbers; phones are counted up in unassigned blocks. The same villages and stations always yield the same people.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCsv, readCsv } from '../import/csv'
import {
  PERSON_COLUMNS, RESPONSIBILITY_COLUMNS, STATION_COLUMNS, VILLAGE_COLUMNS, stationRow, villageRow,
  type StationRow, type VillageRow
} from '../import/rosterRows'

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
const FIRST = '建国志明德海春秀文玉永学庆光立成长兆传家'
const SECOND = '军华平强伟峰林山河水田兰英芳梅霞玲萍凤云松柏亮明辉'
const SINCE = '2026-01-01'
/** A period long enough to cover every day of the known holiday calendar. */
const LONG_LEAVE = '2026-06-01/2027-12-31'
const VILLAGES_PER_OFFICER = 5
/** One primary officer in nine is an auxiliary; one patch in three has its own auxiliary as a further backup. */
const AUXILIARY_PATCH = 9
const AUXILIARY_BACKUP = 3
/** The officers and agents on leave, by the number in which they were generated. */
const OFFICERS_ON_LEAVE = [2, 17, 33]
const AGENTS_ON_LEAVE = [5, 120, 200]
const RESIDENTS = 12

interface DemoPerson {
  phone: string
  name: string
  roles: string
  rank: string
  station: string
  village: string
  leave: string
}

/** Generates names and phones in a fixed order. */
class Register {
  readonly people: DemoPerson[] = []
  private readonly counts = new Map<string, number>()
  private readonly names = new Set<string>()
  private seed = 20260101

  /** @param block the first seven digits of the phone: staff 1390000, people of the villages 1380000 */
  add(block: '1390000' | '1380000', fields: Partial<DemoPerson>): DemoPerson {
    const count = (this.counts.get(block) ?? 0) + 1
    this.counts.set(block, count)
    const person = {
      phone: block + String(count).padStart(4, '0'), name: this.nextName(),
      roles: 'resident', rank: '', station: '', village: '', leave: '', ...fields
    }
    this.people.push(person)
    return person
  }

  private nextName(): string {
    for (;;) {
      const name = this.pick(SURNAMES) + this.pick(FIRST) + this.pick(SECOND)
      if (!this.names.has(name)) {
        this.names.add(name)
        return name
      }
    }
  }

  /** A linear congruential generator (constants of Numerical Recipes): deterministic, for variety only. */
  private pick(characters: string): string {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0
    return characters[Math.floor(this.seed / 2 ** 32 * characters.length)]!
  }
}

type Named = [village: string, kind: string, order: string, phone: string, from: string, until: string]

function staffStation(
  station: StationRow, villages: readonly VillageRow[], register: Register, counters: Counters
): Named[] {
  register.add('1390000', { roles: 'resident;chief', rank: 'police', station: station.code })
  for (let desk = 0; desk < 2; desk += 1) {
    register.add('1390000', { roles: 'resident;dispatcher', rank: 'police', station: station.code })
  }
  const patches = patchesOf(villages)
  const officers = patches.map(() => {
    counters.officers += 1
    const rank = counters.officers % AUXILIARY_PATCH === 0 ? 'auxiliary' : 'police'
    const leave = OFFICERS_ON_LEAVE.includes(counters.officers) ? LONG_LEAVE : ''
    return register.add('1390000', { roles: 'resident;officer', rank, station: station.code, leave })
  })
  const auxiliaries = officers.filter((_, index) => index % AUXILIARY_BACKUP === 0)
    .map(() => register.add('1390000', { roles: 'resident;officer', rank: 'auxiliary', station: station.code }))
  return patches.flatMap((patch, index) => patch.flatMap(village =>
    nameForVillage(village, officers, auxiliaries, index, register, counters)))
}

interface Counters {
  officers: number
  agents: number
}

/**
 * The responsibilities of a village: the officer of the patch, with the next officer or an auxiliary as backup; the
 * village's agent, with an officer as backup.
 */
function nameForVillage(
  village: VillageRow, officers: readonly DemoPerson[], auxiliaries: readonly DemoPerson[], patch: number,
  register: Register, counters: Counters
): Named[] {
  const officer = officers[patch]!
  const auxiliary = auxiliaries[patch % auxiliaries.length]!
  const neighbour = officers[(patch + 1) % officers.length]!
  const backups = officer.rank === 'police' && patch % AUXILIARY_BACKUP === 1
    ? [auxiliary, neighbour]
    : [neighbour, auxiliary]
  counters.agents += 1
  const leave = AGENTS_ON_LEAVE.includes(counters.agents) ? LONG_LEAVE : ''
  const agent = register.add('1380000', {
    roles: 'resident;agent', station: officer.station, village: village.code, leave
  })
  return [
    ...[
      officer, ...backups
    ].map((person, order): Named => [village.code, 'officer', String(order), person.phone, SINCE, '']),
    ...[agent, auxiliary].map((person, order): Named => [village.code, 'agent', String(order), person.phone, SINCE, ''])
  ]
}

/** Groups villages of neighbouring codes, four to six to a patch. */
function patchesOf(villages: readonly VillageRow[]): VillageRow[][] {
  const count = Math.max(2, Math.round(villages.length / VILLAGES_PER_OFFICER))
  const start = (index: number) => Math.round(index * villages.length / count)
  return Array.from({ length: count }, (_, index) => villages.slice(start(index), start(index + 1)))
}

/**
 * Residents of the whole district, two of them in villages of the same name; the last resident lives far away and has
 * no village here.
 */
function addResidents(villages: readonly VillageRow[], register: Register): void {
  const namesakes = villages.filter(village => villages.filter(other => other.name === village.name).length > 1).slice(
    0, 2
  )
  const spread = Array.from({
    length: RESIDENTS - 3
  }, (_, index) => villages[Math.floor((index + 0.5) * villages.length / (RESIDENTS - 3))]!)
  for (const village of [...spread, ...namesakes]) register.add('1380000', { village: village.code })
  register.add('1380000', {})
}

function makeRoster(directory: string): void {
  const stations = rowsOf(readCsv(join(directory, 'stations.csv'), STATION_COLUMNS, stationRow))
  const villages = rowsOf(readCsv(join(directory, 'villages.csv'), VILLAGE_COLUMNS, villageRow))
  const register = new Register()
  register.add('1390000', { roles: 'resident;admin', rank: 'police' })
  register.add('1390000', { roles: 'resident;admin', rank: 'police' })
  addResidents(villages, register)
  const counters = { officers: 0, agents: 0 }
  const named = stations.flatMap(station =>
    staffStation(station, villages.filter(village => station.towns.includes(village.townCode)), register, counters))
  const people = register.people.map(({ phone, name, roles, rank, station, village, leave }) =>
    [phone, name, roles, rank, station, village, leave])
  writeFileSync(join(directory, 'people.csv'), writeCsv(PERSON_COLUMNS, people))
  writeFileSync(join(directory, 'responsibilities.csv'), writeCsv(RESPONSIBILITY_COLUMNS, named))
  console.log(`${people.length} people and ${named.length} responsibilities written to ${directory}.`)
}

function rowsOf<T>({ rows, faults }: { rows: Array<{ value: T }>; faults: readonly unknown[] }): T[] {
  if (faults.length > 0) throw new Error(`stations.csv and villages.csv must be right first: ${JSON.stringify(faults)}`)
  return rows.map(row => row.value)
}

makeRoster(process.argv[2] ?? join(__dirname, '../data'))
