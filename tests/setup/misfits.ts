import { type mongo, Types } from 'mongoose'
import { allKinds } from '../../server/matters/kind'
import { Matter } from '../../server/matters/model'

/**
 * The most matters that are checked: more than a test file creates, except for files that create thousands and check
 * them themselves.
 */
const LOOKED_AT_MOST = 500

/**
 * Stored matters that do not fit the model of their kind, one sentence each. Stories write documents without mongoose,
 * so a missing field or a value of another type is not noticed when it is written.
 */
export async function misfits(): Promise<string[]> {
  const found: string[] = []
  for await (const stored of Matter.collection.find({}).limit(LOOKED_AT_MOST)) {
    const why = await misfitOf(stored)
    if (why) found.push(`The matter ${String(stored._id)} does not fit the model of its kind: ${why}`)
  }
  return found
}

async function misfitOf(stored: mongo.Document): Promise<string | null> {
  if (!allKinds().some(({ name }) => name === stored.kind)) return `no kind is called ${String(stored.kind)}.`
  try {
    const modelled = new Matter(stored)
    await modelled.validate()
    return difference(stored, modelled.toObject(), '')
  } catch (error) {
    return (error as Error).message
  }
}

/** The fields in which a stored document differs from its model: missing, unknown, or with a value of another type. */
function difference(stored: unknown, modelled: unknown, path: string): string | null {
  if (modelled instanceof Types.ObjectId)
    return stored instanceof Types.ObjectId && modelled.equals(stored) ? null : wrong(stored, path)
  if (modelled instanceof Date) return stored instanceof Date && +stored === +modelled ? null : wrong(stored, path)
  if (modelled === null || typeof modelled !== 'object') return stored === modelled ? null : wrong(stored, path)
  if (stored === null || typeof stored !== 'object') return wrong(stored, path)
  const [values, known] = [stored, modelled].map(one => new Map<string, unknown>(Object.entries(one))) as [
    Map<string, unknown>,
    Map<string, unknown>
  ]
  for (const name of new Set([...values.keys(), ...known.keys()])) {
    const at = path === '' ? name : `${path}.${name}`
    if (!known.has(name)) return `${at} is a field that the model does not know.`
    const why = difference(values.get(name), known.get(name), at)
    if (why !== null) return why
  }
  return null
}

function wrong(stored: unknown, path: string): string {
  return stored === undefined
    ? `${path} is missing.`
    : `${path} is ${JSON.stringify(stored)}, a ${typeof stored}, which the model would change.`
}
