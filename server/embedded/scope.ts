/** The input of a compiled aggregation expression, and its type: a function. */
import type { Doc } from './values'

/** The current document; `variables` are those of $map, $filter and $let. */
export interface Scope { root: Doc, variables: Record<string, unknown> }
/** Returns the value, or undefined for a missing field. */
export type Expression = (scope: Scope) => unknown
