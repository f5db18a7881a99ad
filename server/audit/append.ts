import { randomBytes } from 'node:crypto'
import type { AuditAct } from '../../src/contract/audit'
import type { Role } from '../../src/contract/roles'
import { isDuplicateKey } from '../duplicateKey'
import { AppError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'
import { DISTRICT, entryId, entryMac, GENESIS, hashOf, headMac, MAC_USE } from './chain'
import { AuditEntry, AuditHead, type AuditEntryFields, type AuditHeadFields } from './model'

/**
 * What is to be recorded. No field holds anything that a person typed or that the data contain: only ids, names of
 * fields and codes.
 */
export interface AuditInput {
  /** Code of the station to which the matter belongs; DISTRICT for what belongs to no station. */
  station: string
  act: AuditAct
  actor: { id: string; role: Role | 'system'; relation: string | null }
  subject: { kind: string; id: string }
  fields: string[]
  detail?: { action?: string; status?: string; count?: number }
}

/** An entry with its instant and the identifier that keeps it from being written twice. */
export interface OnceInput extends AuditInput {
  once: string
  at: Date
  /** Stamp of the timeline entry that this entry copies. */
  digest?: string
}

type Link = Pick<AuditEntryFields, 'seq' | 'hash'>
interface Waiting {
  input: OnceInput
  done(): void
  failed(error: unknown): void
}

const STATION = /^[A-Za-z0-9_-]{1,40}$/
/** The most entries written in one insert. */
const BATCH = 100
/** How often a writer tries to append; with 16 simultaneous writers each succeeds well before. */
const TRIES = 100
const PAUSE_MOST_MS = 50

/**
 * Appends entries to the chains. The unique number of an entry detects writers of other processes: whoever comes second
 * reads the new end and tries again. Entries that wait within this process for the same chain are written together.
 */
export class ChainWriter {
  private readonly waiting = new Map<string, Waiting[]>()

  constructor(private readonly fields: Keyring) {}

  /**
   * Resolves when the entry is in the chain, or was there already (`once`).
   * @throws AppError unavailable when every attempt lost against another writer; what the database throws
   */
  append(input: OnceInput): Promise<void> {
    if (!STATION.test(input.station)) return Promise.reject(new Error('An audit entry names its station by code.'))
    return new Promise((done, failed) => {
      const queue = this.waiting.get(input.station)
      if (queue) queue.push({ input, done, failed })
      else void this.drain(input.station, [{ input, done, failed }])
    })
  }

  /** While a station's queue is in the map, this runs for it. */
  private async drain(station: string, queue: Waiting[]): Promise<void> {
    this.waiting.set(station, queue)
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH)
      try {
        await this.write(station, batch.map(({ input }) => input))
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    this.waiting.delete(station)
  }

  private async write(station: string, inputs: OnceInput[]): Promise<void> {
    const key = await this.fields.macKey(MAC_USE)
    let left = inputs
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const entries = linked(left, await this.endOf(station, left[0]!.at, key), key)
      try {
        await AuditEntry.insertMany(entries)
        await advanceHead(station, entries.at(-1)!, key)
        return
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      left = await unwritten(left)
      if (left.length === 0) return
      await new Promise(resolve => setTimeout(resolve, Math.random() * Math.min(PAUSE_MOST_MS, 5 * attempt)))
    }
    throw new AppError('unavailable')
  }

  /**
   * The end to which entries are added. The head is read before the last entry and written after it: a head beyond the
   * last entry means that entries were removed. The chain then continues after the head, so that the gap can still be
   * found.
   */
  private async endOf(station: string, at: Date, key: Buffer): Promise<Link> {
    const head = await AuditHead.findById(station).lean() ?? await openChain(station, key)
    if (head?.seq === 0 && station !== DISTRICT) await this.append(opening(station, at))
    const last = await AuditEntry.findOne({ station }).sort({ seq: -1 }).lean()
    const end: Link = head ?? { seq: 0, hash: GENESIS }
    return last && last.seq >= end.seq ? last : end
  }
}

/** The head of a new chain; null where a head is missing that must have existed: a new head would hide the removal. */
async function openChain(station: string, key: Buffer): Promise<AuditHeadFields | null> {
  if ((await AuditEntry.exists({ station })) || (await AuditEntry.exists({ once: openingOnce(station) })))
    return AuditHead.findById(station).lean()
  const head = { _id: station, seq: 0, hash: GENESIS }
  await AuditHead.create({ ...head, mac: headMac(head, key) }).catch((error: Error) => {
    if (!isDuplicateKey(error)) throw error
  })
  return AuditHead.findById(station).lean()
}

/** The identifier by which the beginning of a station's chain is recorded only once. */
export function openingOnce(station: string): string {
  return `opened:${station}`
}

function opening(station: string, at: Date): OnceInput {
  return {
    station: DISTRICT,
    once: openingOnce(station),
    at,
    act: 'opened',
    actor: { id: 'system', role: 'system', relation: null },
    subject: { kind: 'auditEntries', id: station },
    fields: []
  }
}

function linked(inputs: readonly OnceInput[], end: Link, key: Buffer): AuditEntryFields[] {
  let { seq, hash: prevHash } = end
  return inputs.map(({ detail, digest, ...input }) => {
    seq++
    const content = {
      _id: entryId(input.station, seq), seq, ...input, prevHash, digest: digest ?? null,
      detail: { action: detail?.action ?? null, status: detail?.status ?? null, count: detail?.count ?? null }
    }
    const hash = hashOf(content)
    prevHash = hash
    return { ...content, hash, mac: entryMac(hash, key) }
  })
}

async function advanceHead(station: string, { seq, hash }: Link, key: Buffer): Promise<void> {
  const code = headMac({ _id: station, seq, hash }, key)
  await AuditHead.updateOne({ _id: station, seq: { $lt: seq } }, { $set: { seq, hash, mac: code } })
}

async function unwritten(inputs: readonly OnceInput[]): Promise<OnceInput[]> {
  const written = await AuditEntry.find({ once: { $in: inputs.map(({ once }) => once) } }, { once: 1 }).lean()
  const found = new Set(written.map(({ once }) => once))
  return inputs.filter(({ once }) => !found.has(once))
}

/** A random identifier for an entry that copies no timeline entry. */
export function randomOnce(): string {
  return randomBytes(16).toString('base64url')
}
