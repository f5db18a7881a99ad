import mongoose, { Types } from 'mongoose'
import { DISTRICT, entryId, entryMac, hashOf, headMac } from '../../../server/audit/chain'
import { digestOf } from '../../../server/audit/stamp'

type Stored = Record<string, unknown>
export type Entry = Stored & {
  _id: string
  station: string
  seq: number
  hash: string
  prevHash: string
  once: string
  digest: string | null
}
type Place = { station: string | null; seq: number | null }
/** Changes stored data and returns where the fault must be found. */
type Tampering = () => Promise<Place>

const COLLECTIONS = ['auditEntries', 'auditHeads', 'matters']
const kept = new Map<string, Stored[]>()
/** The entries of all chains as they were saved. */
export const entries: Entry[] = []
export const stored = (name: string) => mongoose.connection.db!.collection(name)
export const chain = () => stored('auditEntries')

/**
 * Saves the present state for `restore`. The unique index of numbers is dropped, because an attacker could drop it,
 * too.
 */
export async function keep(): Promise<void> {
  for (const name of COLLECTIONS) await stored(name).dropIndexes()
  for (const name of COLLECTIONS) kept.set(name, await stored(name).find().sort({ _id: 1 }).toArray())
  entries.push(...kept.get('auditEntries') as Entry[])
}

/** Restores the saved state. */
export async function restore(): Promise<void> {
  for (const [name, documents] of kept) {
    await stored(name).deleteMany({})
    await stored(name).insertMany(documents as never[])
  }
}

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!
const write = (entry: Stored) => chain().replaceOne({ _id: entry._id as never }, entry)
const placeOf = ({ station, seq }: Entry): Place => ({ station, seq })
const lastOf = (station: string): Entry => entries.filter(entry => entry.station === station).at(-1)!

/** Paths of everything in a document that can be changed, except its id. */
function leaves(value: unknown, prefix = ''): string[] {
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Types.ObjectId)
    return [prefix.slice(0, -1)]
  if (Array.isArray(value))
    return [prefix.slice(0, -1), ...value.flatMap((item, index) => leaves(item, `${prefix}${index}.`))]
  return Object.entries(value).flatMap(([name, item]) => leaves(item, `${prefix}${name}.`))
}

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (value instanceof Date) return new Date(value.getTime() + 1)
  if (value instanceof Types.ObjectId) return new Types.ObjectId()
  if (Array.isArray(value)) return [...value as unknown[], 'x']
  return `${String(value ?? '')}x`
}

/** A copy with one leaf changed: any except the id and `but`. */
function changed<T extends Stored>(document: T, n: number, but = ''): T {
  const copy = structuredCloneOf(document)
  const path = pick(leaves(document).filter(leaf => leaf !== '_id' && leaf !== but), n).split('.')
  const holder = path.slice(0, -1).reduce<Stored>((value, part) => value[part] as Stored, copy)
  holder[path.at(-1)!] = other(holder[path.at(-1)!])
  return copy
}

/** structuredClone loses the class of ids. */
function structuredCloneOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(structuredCloneOf) as T
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Types.ObjectId)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, structuredCloneOf(item)])) as T
}

/** The rest of a chain with new links of plain SHA-256, and codes made with a key of the attacker's own. */
async function relink(from: Entry, ownKey: Buffer): Promise<void> {
  let prevHash = from.prevHash
  for (const entry of [from, ...entries.filter(one => one.station === from.station && one.seq > from.seq)]) {
    const linked = { ...entry, prevHash }
    prevHash = hashOf(linked)
    await write({ ...linked, hash: prevHash, mac: entryMac(prevHash, ownKey) })
  }
  const head = { _id: from.station, seq: lastOf(from.station).seq, hash: prevHash }
  await stored('auditHeads').replaceOne({ _id: from.station as never }, { ...head, mac: headMac(head, ownKey) })
}

const OWN_KEY = Buffer.alloc(32, 1)
/** Every kind of tampering; two numbers choose the place and the change. */
export const TAMPERINGS: Record<string, (a: number, b: number) => Tampering> = {
  'change a field': (a, b) => async () => {
    const entry = pick(entries, a)
    await write(changed(entry, b))
    return placeOf(entry)
  },
  'add a field': a => async () => {
    const entry = pick(entries, a)
    await write({ ...entry, note: 1 })
    return placeOf(entry)
  },
  'change a field and its hash': (a, b) => async () => {
    const entry = changed(pick(entries, a), b, 'hash')
    await write({ ...entry, hash: hashOf(entry) })
    return placeOf(pick(entries, a))
  },
  'change a field and make the rest of the chain anew': (a, b) => async () => {
    const entry = pick(entries, a)
    await relink(
      { ...changed(entry, b), _id: entry._id, station: entry.station, seq: entry.seq, note: 1 } as Entry,
      OWN_KEY
    )
    return placeOf(entry)
  },
  'delete an entry': a => async () => {
    const entry = pick(entries, a)
    await chain().deleteOne({ _id: entry._id as never })
    return placeOf(entry)
  },
  'delete an entry and close the gap': a => async () => {
    const entry = pick(entries, a)
    const rest = entries.filter(one => one.station === entry.station && one.seq > entry.seq)
    await chain().deleteMany({ _id: { $in: [entry, ...rest].map(({ _id }) => _id) as never[] } })
    let prevHash = entry.prevHash
    for (const one of rest) {
      const moved = { ...one, seq: one.seq - 1, _id: entryId(one.station, one.seq - 1), prevHash }
      prevHash = hashOf(moved)
      await chain().insertOne({ ...moved, hash: prevHash, mac: entryMac(prevHash, OWN_KEY) } as never)
    }
    return placeOf(entry)
  },
  'swap two entries': (a, b) => async () => {
    const one = pick(entries, a)
    const rest = entries.filter(entry => entry.station === one.station && entry !== one)
    const two = rest.length > 0 ? pick(rest, b) : entries.find(entry => entry.station !== one.station)!
    await write({ ...two, _id: one._id })
    await write({ ...one, _id: two._id })
    return placeOf(one)
  },
  'swap two entries, their numbers kept': (a, b) => async () => {
    const one = pick(entries, a)
    const two = pick(entries.filter(entry => entry !== one), b)
    const [{ _id, station, seq }, { _id: id2, station: station2, seq: seq2 }] = [one, two]
    await write({ ...two, _id, station, seq })
    await write({ ...one, _id: id2, station: station2, seq: seq2 })
    return placeOf(one)
  },
  'repeat an entry at the end': a => async () => {
    const entry = pick(entries, a)
    const seq = lastOf(entry.station).seq + 1
    const copy = { ...entry, _id: entryId(entry.station, seq), seq, prevHash: lastOf(entry.station).hash }
    const hash = hashOf(copy)
    await chain().insertOne({ ...copy, hash, mac: entry.mac } as never)
    return { station: entry.station, seq }
  },
  'repeat an entry under an id of another kind': a => async () => {
    await chain().insertOne({ ...pick(entries, a), _id: new Types.ObjectId() } as never)
    return { station: null, seq: null }
  },
  'cut off the end': (a, b) => async () => {
    const entry = pick(entries, a)
    await chain().deleteMany({ station: entry.station, seq: { $gte: entry.seq } })
    if (b % 3 === 0 || entry.seq === 1) return entry.seq === 1 ? { station: entry.station, seq: null } : placeOf(entry)
    const head = { _id: entry.station, seq: entry.seq - 1, hash: entry.prevHash }
    if (b % 3 === 1)
      await stored('auditHeads').replaceOne({ _id: entry.station as never }, { ...head, mac: headMac(head, OWN_KEY) })
    else await stored('auditHeads').deleteOne({ _id: entry.station as never })
    return { station: entry.station, seq: null }
  },
  'remove a whole chain with its head': a => async () => {
    const { station } = pick(entries, a)
    await chain().deleteMany({ station })
    await stored('auditHeads').deleteOne({ _id: station as never })
    return {
      station:
        station === DISTRICT
          ? pick(
              entries.filter(entry => entry.station !== DISTRICT),
              a
            ).station
          : station,
      seq: null
    }
  },
  'change the head': (a, b) => async () => {
    const head = pick(kept.get('auditHeads')!, a)
    await stored('auditHeads').replaceOne({ _id: head._id as never }, changed(head, b))
    return { station: String(head._id), seq: null }
  },
  'edit a timeline': (a, b) => async () => {
    const { document, index, copy } = pickTimelineEntry(a)
    const timeline = [...document.timeline]
    timeline[index] = changed(timeline[index]!, b)
    await setTimeline(document, timeline)
    return placeOf(copy)
  },
  'edit a timeline and its stamp': a => async () => {
    const { document, index, copy } = pickTimelineEntry(a)
    const timeline = [...document.timeline]
    const edited: Stored = { ...timeline[index]!, text: '没这回事' }
    timeline[index] = {
      ...edited,
      audit: {
        ...(edited.audit as Stored),
        digest: digestOf(edited, { document: String(document._id), index }, OWN_KEY)
      }
    }
    await setTimeline(document, timeline)
    return placeOf(copy)
  },
  'take an entry out of a timeline': a => async () => {
    const { document, index, copy } = pickTimelineEntry(a)
    await setTimeline(document, document.timeline.filter((_, at) => at !== index))
    return placeOf(copy)
  },
  'turn a timeline round': a => async () => {
    const { document, copy } = pickTimelineEntry(a - (a % 4))
    await setTimeline(document, [...document.timeline].reverse())
    return placeOf(copy)
  },
  'put an entry into a timeline': (a, b) => async () => {
    const { document, index } = pickTimelineEntry(a)
    const made = {
      ...document.timeline[index],
      _id: new Types.ObjectId(),
      ...(b % 2 === 0 ? { audit: null } : { audit: { id: 'made', role: 'officer', digest: '0' } })
    }
    await setTimeline(document, [...document.timeline, made])
    return { station: document.stationCode, seq: null }
  },
  'remove a document': a => async () => {
    const { document, copy } = pickTimelineEntry(a)
    await stored('matters').deleteOne({ _id: document._id as never })
    return placeOf(copy)
  }
}

interface Document extends Stored {
  stationCode: string
  timeline: Stored[]
}

function pickTimelineEntry(n: number): { document: Document; index: number; copy: Entry } {
  const all = (kept.get('matters') as Document[]).flatMap(document =>
    document.timeline.map((entry, index) => ({ document, entry, index }))
  )
  const { document, entry, index } = pick(all, n)
  return { document, index, copy: entries.find(one => one.once === (entry.audit as { id: string }).id)! }
}

const setTimeline = (document: Document, timeline: Stored[]) =>
  stored('matters').updateOne({ _id: document._id as never }, { $set: { timeline } })
