import { join } from 'node:path'
import {
  catalogueFile, findRepeated, otherMattersFile, type CatalogueFile, type OtherMattersFile
} from './catalogueFiles'
import { readCsv, type Row } from './csv'
import type { Fault } from './fault'
import { readJson, type JsonFile } from './json'
import {
  OFFICE_COLUMNS, PERSON_COLUMNS, RESPONSIBILITY_COLUMNS, STATION_COLUMNS, VILLAGE_COLUMNS,
  officeRow, personRow, responsibilityRow, stationRow, villageRow,
  type OfficeRow, type PersonRow, type ResponsibilityRow, type StationRow, type VillageRow
} from './rosterRows'

/** The parts that can be imported; each is one file. */
export const PARTS = [
  'stations', 'villages', 'offices', 'catalogue', 'otherMatters', 'people', 'responsibilities'
] as const
export type Part = (typeof PARTS)[number]

/** The rows of all files; a part that was not requested is empty. */
export interface Files {
  stations: Row<StationRow>[]
  villages: Row<VillageRow>[]
  offices: Row<OfficeRow>[]
  people: Row<PersonRow>[]
  responsibilities: Row<ResponsibilityRow>[]
  catalogue: JsonFile<CatalogueFile> | null
  otherMatters: JsonFile<OtherMattersFile> | null
}

/**
 * Reads the files of these parts and checks every single line and its uniqueness; `faulty` names the parts with faults.
 */
export function readFiles(
  directory: string, parts: readonly Part[]
): { files: Files; faults: Fault[]; faulty: Set<Part> } {
  const faults: Fault[] = []
  const faulty = new Set<Part>()
  const note = (part: Part, found: readonly Fault[]) => {
    if (found.length > 0) faulty.add(part)
    faults.push(...found)
  }
  const table = <T>(part: Part, read: (
    path: string
  ) => { rows: Row<T>[]; faults: Fault[] }, key: (value: T) => string, column: string) => {
    if (!parts.includes(part)) return []
    const { rows, faults: found } = read(join(directory, `${part}.csv`))
    note(part, [...found, ...repeated(rows, key, column)])
    return rows
  }
  const document = <T>(part: Part, read: (path: string) => { json: JsonFile<T> | null; faults: Fault[] }) => {
    if (!parts.includes(part)) return null
    const { json, faults: found } = read(join(directory, `${part}.json`))
    note(part, found)
    return json
  }
  const files: Files = {
    stations: table('stations', path => readCsv(path, STATION_COLUMNS, stationRow), row => row.code, 'code'),
    villages: table('villages', path => readCsv(path, VILLAGE_COLUMNS, villageRow), row => row.code, 'code'),
    offices: table('offices', path => readCsv(path, OFFICE_COLUMNS, officeRow), row => row.name, 'name'),
    people: table('people', path => readCsv(path, PERSON_COLUMNS, personRow), row => row.phone, 'phone'),
    responsibilities: table(
      'responsibilities', path => readCsv(path, RESPONSIBILITY_COLUMNS, responsibilityRow), responsibilityKey, 'order'
    ),
    catalogue: document('catalogue', path => readJson(path, catalogueFile)),
    otherMatters: document('otherMatters', path => readJson(path, otherMattersFile))
  }
  if (files.otherMatters) note('otherMatters', findRepeated(files.otherMatters, files.otherMatters.value, ''))
  return { files, faults, faulty }
}

/** The identity of a responsibility: village, kind, order and first day. */
export function responsibilityKey(
  { villageCode, kind, order, from }: Omit<ResponsibilityRow, 'phone' | 'until'>
): string {
  return [villageCode, kind, order, from].join(' ')
}

function repeated<T>(rows: readonly Row<T>[], key: (value: T) => string, column: string): Fault[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ value, at }) => {
    const known = first.get(key(value))
    if (known === undefined) first.set(key(value), at.line)
    return known === undefined
      ? []
      : [{ file: at.file, line: at.line, column, value: at.raw[column] ?? '', message: `和第 ${known} 行重复了。` }]
  })
}
