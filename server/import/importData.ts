import type { Keyring } from '../fieldEncryption/keyring'
import { dayOf } from '../../src/contract/day'
import { checkDesks, checkVillages } from './completeness'
import { ImportRefused } from './fault'
import { PARTS, readFiles, type Part } from './readFiles'
import { checkReferences } from './references'
import { readWorld } from './world'
import { writeFiles, type Written } from './writeFiles'

/** Parts from which it follows who answers for a village. */
const ROSTER: readonly Part[] = ['stations', 'villages', 'people', 'responsibilities']

export interface ImportOptions {
  /** Where the files stand: stations.csv, villages.csv, offices.csv, people.csv, responsibilities.csv, catalogue.json, otherMatters.json. */
  directory: string
  /** Seals and finds people's phones. */
  fields: Keyring
  /** Only these files are read and written; what they refer to may stand in the database. */
  only?: readonly Part[]
  /** Check and count, write nothing. */
  dryRun?: boolean
  /** YYYY-MM-DD in Shanghai; on this day somebody must be named for every village. Today when left out. */
  today?: string
  /** Takes a line for each collection. */
  report?: (line: string) => void
}

/**
 * Imports places, catalogue and roster into the open database: checks everything first, then writes what differs.
 * Repeating an import changes nothing. What the files do not name is left alone.
 * @throws ImportRefused naming every fault, before anything is written
 */
export async function importData(
  { directory, fields, only, dryRun = false, today = dayOf(Date.now()), report }: ImportOptions
): Promise<Written[]> {
  const parts = PARTS.filter(part => !only || only.includes(part))
  const { files, faults, faulty } = readFiles(directory, parts)
  const world = await readWorld(files, fields)
  faults.push(...checkReferences(files, world, today, part => !faulty.has(part)))
  // Who is missing can only be told when no line is.
  if (!ROSTER.some(part => faulty.has(part))) {
    if (parts.includes('villages') || parts.includes('responsibilities')) faults.push(...checkVillages(world, today))
    if (parts.includes('stations') || parts.includes('people')) faults.push(...checkDesks(world))
  }
  if (faults.length > 0) throw new ImportRefused(faults)
  const written = await writeFiles(files, world, parts, dryRun, fields)
  for (const { label, created, changed, unchanged } of written) {
    report?.(`${label}:新增 ${created},更改 ${changed},未变 ${unchanged}${dryRun ? '(试运行,没有写入)' : ''}`)
  }
  return written
}
