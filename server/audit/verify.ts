import type { Keyring } from '../fieldEncryption/keyring'
import { openingOnce } from './append'
import { DISTRICT, entryMac, GENESIS, hashOf, headMac, MAC_USE, sameCode } from './chain'
import type { ReportFault } from './fault'
import { AuditEntry, AuditHead, type AuditEntryFields, type AuditHeadFields } from './model'
import { checkCopies, checkDocuments } from './verifyTimelines'

/** Ends of the chains, by station. */
export type Heads = Record<string, { seq: number; hash: string }>

export interface AuditVerdict {
  entries: number
  faults: number
  /** Acts that are not copied to their chain yet: not a fault. */
  waiting: number
  /**
   * Where each chain ends now; kept outside the database, these ends prove that a later end isn't an older one put
   * back.
   */
  heads: Heads
}

interface Walk {
  fields: Keyring
  key: Buffer
  /** The heads as they were before the walk: entries added meanwhile lie beyond them. */
  heads: Map<string, AuditHeadFields>
  earlier: Heads
  report: ReportFault
  verdict: AuditVerdict
  /** Stations for which the district's chain records a beginning. */
  opened: Set<string>
}

/** The chain that is being walked, up to and including the latest entry read. */
interface Chain {
  station: string
  seq: number
  hash: string
}

const BATCH = 500
const ENTRY_ID = /^([A-Za-z0-9_-]+):(\d{10})$/

/**
 * Walks every chain and every timeline and reports every entry that was changed, removed, reordered, inserted or cut
 * off. Only reads, some hundred documents at a time, while others may write.
 * @param earlier ends of the chains as an earlier run saw them
 */
export async function verifyAudit(fields: Keyring, report: ReportFault, earlier: Heads = {}): Promise<AuditVerdict> {
  const verdict: AuditVerdict = { entries: 0, faults: 0, waiting: 0, heads: {} }
  const count: ReportFault = fault => { verdict.faults++; report(fault) }
  const key = await fields.macKey(MAC_USE)
  const walk: Walk = {
    fields,
    key,
    heads: await readHeads(key, count),
    earlier,
    report: count,
    verdict,
    opened: new Set()
  }
  await walkEntries(walk)
  await reportForeign(count)
  await reportUnwalked(walk)
  verdict.waiting = await checkDocuments(fields, count)
  return verdict
}

async function readHeads(key: Buffer, report: ReportFault): Promise<Map<string, AuditHeadFields>> {
  const heads = await AuditHead.collection.find({}).toArray() as unknown as AuditHeadFields[]
  for (const head of heads) {
    if (!sameCode(head.mac, headMac(head, key)))
      report({ station: String(head._id), seq: null, what: 'the record of the chain’s end was changed' })
  }
  return new Map(heads.map(head => [String(head._id), head]))
}

async function walkEntries(walk: Walk): Promise<void> {
  let chain: Chain | null = null
  let after = ''
  for (;;) {
    const batch = await AuditEntry.collection.find({ _id: { $gt: after } } as object).sort({ _id: 1 }).limit(BATCH)
      .toArray() as unknown as AuditEntryFields[]
    for (const entry of batch) chain = await walkEntry(entry, chain, walk)
    await checkCopies(batch, walk.fields, walk.report)
    if (batch.length < BATCH) break
    after = batch.at(-1)!._id
  }
  if (chain) await finishChain(chain, walk)
}

/** @returns the chain with this entry as its last */
async function walkEntry(entry: AuditEntryFields, before: Chain | null, walk: Walk): Promise<Chain | null> {
  const [, station, digits] = ENTRY_ID.exec(entry._id) ?? []
  if (station === undefined) {
    walk.report({ station: null, seq: null, what: `an entry with the id ${entry._id} belongs to no chain` })
    return before
  }
  const seq = Number(digits)
  if (before && before.station !== station) await finishChain(before, walk)
  const chain = before?.station === station ? before : { station, seq: 0, hash: GENESIS }
  walk.verdict.entries++
  checkEntry(entry, seq, chain, walk)
  if (station === DISTRICT && entry.act === 'opened') walk.opened.add(entry.subject?.id)
  return { station, seq, hash: entry.hash }
}

function checkEntry(
  entry: AuditEntryFields,
  seq: number,
  { station, seq: last, hash: lastHash }: Chain,
  walk: Walk
): void {
  const say = (what: string, at = seq): void => walk.report({ station, seq: at, what })
  const gap = seq - last - 1
  if (gap > 0) say(gap === 1 ? 'the entry was removed' : `${gap} entries were removed, from this one on`, last + 1)
  if (entry.station !== station || entry.seq !== seq) say('the entry stands in another’s place: reordered or inserted')
  else if (hashOf(entry) !== entry.hash) say('the entry was changed')
  else if (!sameCode(entry.mac, entryMac(entry.hash, walk.key)))
    say('the entry was made without the key: changed or inserted')
  else if (gap === 0 && entry.prevHash !== lastHash)
    say('the entry doesn’t follow the one before it: removed, reordered or inserted')
  const head = walk.heads.get(station)
  if (head?.seq === seq && head.hash !== entry.hash) say('the entry isn’t the one the chain ended with')
  const seen = walk.earlier[station]
  if (seen?.seq === seq && seen.hash !== entry.hash) say('the entry isn’t the one an earlier check saw')
}

async function finishChain({ station, seq, hash }: Chain, { heads, earlier, report, verdict }: Walk): Promise<void> {
  verdict.heads[station] = { seq, hash }
  const head = heads.get(station)
  const end = Math.max(Number(head?.seq ?? 0), earlier[station]?.seq ?? 0)
  if (!head && !(await AuditHead.exists({ _id: station })))
    report({ station, seq: null, what: 'the record of the chain’s end was removed' })
  if (end > seq) report({ station, seq: seq + 1, what: `the chain was cut off: it went on to ${end}` })
}

/**
 * Chains that are missing as a whole, and chains without a recorded beginning; entries written since the walk began are
 * looked up.
 */
async function reportUnwalked({ key, heads, earlier, report, verdict, opened }: Walk): Promise<void> {
  const ended = [...heads.values()].filter(head => head.seq !== 0).map(head => String(head._id))
  for (const station of new Set([...ended, ...Object.keys(earlier)])) {
    if (!verdict.heads[station]) report({ station, seq: null, what: 'the whole chain was removed' })
  }
  for (const station of opened) {
    if (heads.has(station) || verdict.heads[station] || await AuditHead.exists({ _id: station })) continue
    report({ station, seq: null, what: 'the chain was opened, and nothing of it is there: removed' })
  }
  for (const station of Object.keys(verdict.heads)) {
    if (station !== DISTRICT && !await wasOpened(station, key)) {
      report({ station, seq: null, what: 'the district’s chain doesn’t record that it was opened' })
    }
  }
}

async function wasOpened(station: string, key: Buffer): Promise<boolean> {
  const entry = (await AuditEntry.collection.findOne({
    once: openingOnce(station)
  })) as unknown as AuditEntryFields | null
  return (
    entry !== null &&
    entry.station === DISTRICT &&
    hashOf(entry) === entry.hash &&
    sameCode(entry.mac, entryMac(entry.hash, key))
  )
}

/** Entries whose id isn't a text would be left out by the walk in the order of ids. */
async function reportForeign(report: ReportFault): Promise<void> {
  const foreign = await AuditEntry.collection
    .find({ _id: { $not: { $type: 'string' } } } as object)
    .limit(BATCH)
    .toArray()
  for (const { _id } of foreign)
    report({ station: null, seq: null, what: `an entry with the id ${String(_id)} belongs to no chain: inserted` })
}
