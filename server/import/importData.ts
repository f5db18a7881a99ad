import type { Keyring } from '../fieldEncryption/keyring'
import { dayOf } from '../../src/contract/day'
import { checkDesks, checkVillages } from './completeness'
import { ImportRefused } from './fault'
import { PARTS, readFiles, type Part } from './readFiles'
import { checkReferences } from './references'
import { readWorld } from './world'
import { writeFiles, type Written } from './writeFiles'

/** The parts that decide who is responsible for a village. */
const ROSTER: readonly Part[] = ['stations', 'villages', 'people', 'responsibilities']

export interface ImportOptions {
  /**
   * The directory of the files: stations.csv, villages.csv, offices.csv, people.csv, responsibilities.csv,
   * catalogue.json, otherMatters.json.
   */
  directory: string
  /** Seals people's phones and finds people by phone. */
  fields: Keyring
  /** Only these files are read and imported; rows that they refer to may be in the database already. */
  only?: readonly Part[]
  /** Check and count, write nothing. */
  dryRun?: boolean
  /** YYYY-MM-DD in Shanghai, by default today; on this day every village needs a responsible person. */
  today?: string
  /** Receives a line of text for each collection. */
  report?: (line: string) => void
}

/**
 * Imports places, catalogue and roster into the open database: all files are checked first, then the differences are
 * written. Repeating an import changes nothing. Documents that the files do not name stay unchanged.
 * @throws ImportRefused with every fault, before anything is written
 */
export async function importData(
  { directory, fields, only, dryRun = false, today = dayOf(Date.now()), report }: ImportOptions
): Promise<Written[]> {
  const parts = PARTS.filter(part => !only || only.includes(part))
  const { files, faults, faulty } = readFiles(directory, parts)
  const world = await readWorld(files, fields)
  faults.push(...checkReferences(files, world, today, part => !faulty.has(part)))
  // Missing people can be determined only when every line could be read.
  if (!ROSTER.some(part => faulty.has(part))) {
    if (parts.includes('villages') || parts.includes('responsibilities')) faults.push(...checkVillages(world, today))
    if (parts.includes('stations') || parts.includes('people')) faults.push(...checkDesks(world))
  }
  if (faults.length > 0) throw new ImportRefused(faults)
  const written = await writeFiles(files, world, parts, dryRun, fields)
  for (const { label, created, changed, unchanged } of written) {
    report?.(`${label}：新增 ${created}，更改 ${changed}，未变 ${unchanged}${dryRun ? '（试运行，没有写入）' : ''}`)
  }
  return written
}
