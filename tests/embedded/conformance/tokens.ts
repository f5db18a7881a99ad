/**
 * The parts of MongoDB that a command uses, as tokens: `$push`, `$[]`, `$$ROOT`, `find`, `find.sort`, `update.upsert`,
 * `index.unique`. The `covers` of a case are checked against the tokens that its run has sent.
 */
import type { AnyDoc } from '../target'

const isPlain = (value: unknown): value is AnyDoc =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** The operators in a filter, an update, a pipeline or an expression, at any depth. */
export function operatorsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && value.startsWith('$$')) found.add(value.split('.')[0] as string)
  if (value instanceof RegExp) found.add('$regex')
  if (Array.isArray(value)) for (const item of value) operatorsIn(item, found)
  if (!isPlain(value)) return found
  for (const [name, item] of Object.entries(value)) {
    if (name.startsWith('$')) found.add(name)
    for (const part of name.split('.').slice(1)) {
      if (part.startsWith('$')) found.add(/^\$\[.+\]$/.test(part) ? '$[name]' : part)
    }
    operatorsIn(item, found)
  }
  return found
}

const statementLists: Record<string, string> = { updates: 'update', deletes: 'delete', indexes: 'index' }

/** Every token of one command as the driver sends it. */
export function tokensOf(name: string, command: AnyDoc): Set<string> {
  const found = operatorsIn(command)
  found.add(name)
  for (const [option, value] of Object.entries(command)) {
    found.add(`${name}.${option}`)
    const list = statementLists[option]
    if (list && Array.isArray(value)) {
      for (const part of value as AnyDoc[]) for (const field of Object.keys(part)) found.add(`${list}.${field}`)
    }
  }
  return found
}
