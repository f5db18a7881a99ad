/** What an aggregation expression is evaluated against, and what it then is: a function. */
import type { Doc } from './values'

/** The document at hand; `variables` are those of $map, $filter and $let. */
export interface Scope { root: Doc, variables: Record<string, unknown> }
/** Gives the value, or undefined for a missing one. */
export type Expression = (scope: Scope) => unknown
