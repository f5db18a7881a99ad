import { mongo } from 'mongoose'
import { MAC_USE } from '../audit/chain'
import { digestOf } from '../audit/stamp'
import type { MigrationContext } from './migration'

/** A timeline entry of a version before sealing, its text readable. */
export interface OlderEntry {
  _id?: mongo.BSON.ObjectId
  by: { person: unknown }
  relation: string
  text?: string | null
  audit?: { id: string, role: string, digest: string } | null
}

/** The order of roles in those versions, the highest last. */
const ROLES = ['resident', 'agent', 'officer', 'mediator', 'volunteer', 'dispatcher', 'chief', 'admin']
const STAMP_ID_LENGTH = 22

/**
 * Stamps entries from before acts were stamped: the stamp proves what was stored at the migration, not what happened to
 * the entry before. The id is derived from the entry's position, so a second run creates the same one.
 * @param document id of the document
 * @returns the timeline, and whether any entry was stamped
 */
export async function stampOlder(
  document: string, timeline: readonly OlderEntry[], context: MigrationContext
): Promise<{ timeline: OlderEntry[], added: boolean }> {
  const added = timeline.some(({ audit }) => audit == null)
  if (!added) return { timeline: [...timeline], added }
  const key = await context.fields.macKey(MAC_USE)
  const stamped = timeline.map(async (entry, index) => {
    if (entry.audit != null) return entry
    const { audit: _none, ...bare } = entry
    const whole = {
      phoneTime: null, assignee: null, appointment: null, papers: [], photos: [],
      ...bare, _id: entry._id ?? new mongo.ObjectId(), text: entry.text || null
    }
    const id = (await context.fields.blindIndex('olderStamp', `${document} ${index}`)).slice(0, STAMP_ID_LENGTH)
    const half = { id, role: await roleOf(entry, context) }
    return { ...whole, audit: { ...half, digest: digestOf({ ...whole, audit: half }, { document, index }, key) } }
  })
  return { timeline: await Promise.all(stamped), added }
}

/** The role at the time of the act isn't known any more: the person's present role is used. */
async function roleOf({ by, relation }: OlderEntry, { db }: MigrationContext): Promise<string> {
  if (relation !== 'staff') return 'resident'
  const person = await db
    .collection('people')
    .findOne({ _id: new mongo.ObjectId(String(by.person)) }, { projection: { roles: 1 } })
  const roles = (person?.roles ?? []) as string[]
  return ROLES.filter(role => roles.includes(role)).at(-1) ?? 'resident'
}
