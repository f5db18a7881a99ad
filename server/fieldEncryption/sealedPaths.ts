import type { Schema, SchemaType } from 'mongoose'

/** A field that a schema marks with `sealed: true`. */
export interface SealedPath {
  path: string
  /** The list in which the field stands, one value in each entry; null where the document has one value. */
  list: string | null
  /** Marked `guarded: true` too: only a story of its own opens the field. */
  guarded: boolean
}

/**
 * The sealed fields of a schema and of the schemas within.
 * @throws Error when one stands in a list whose entries have no id of their own, or in a list in a list: there
 *   nothing names one value
 */
export function sealedPaths(schema: Schema, prefix = '', list: string | null = null): SealedPath[] {
  const paths: SealedPath[] = []
  schema.eachPath((name, type) => {
    const path = prefix + name
    const inner = (type as SchemaType & { schema?: Schema }).schema
    const { sealed, guarded } = type.options as { sealed?: boolean; guarded?: boolean }
    if (sealed) paths.push({ path, list, guarded: guarded === true })
    if (!inner) return
    const isList = type.instance === 'Array'
    const below = sealedPaths(inner, `${path}.`, isList ? path : list)
    if (below.length > 0 && isList && (list !== null || !inner.path('_id'))) {
      throw new Error(
        `${path} is a list: to be sealed in it, its entries need ids of their own, and it may stand in no other list.`
      )
    }
    paths.push(...below)
  })
  return paths
}
