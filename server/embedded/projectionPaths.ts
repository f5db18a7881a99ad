/**
 * The paths of a projection. Promise: the time to check a path and to compare it with all earlier paths grows with its
 * own length only; paths nested deeper than MongoDB allows, or an excessive number of paths, are refused.
 */
import { CommandError, notSupported } from './errors'
import { isOperatorDoc } from './match'
import { isDoc, type Doc } from './values'

export type Tree = Map<string, Tree | true>

/** MongoDB's limit for the number of names in one path. */
const deepest = 200
const mostNames = 1_000_000

const tooDeep = (): CommandError => new CommandError(15, 'FieldPath is too long')

/** The paths of one projection, as a tree whose leaves are `true`. */
export class Paths {
  readonly tree: Tree = new Map()
  private names = 0

  /** Adds a path and returns its parts; throws when the path equals, contains or lies inside an earlier path. */
  add(path: string): string[] {
    const parts = checked(path)
    this.names += parts.length
    if (this.names > mostNames) throw notSupported(`a projection of more than ${mostNames} names`)
    let branch = this.tree
    parts.slice(0, -1).forEach((part, at) => {
      const next = branch.get(part) ?? new Map<string, Tree | true>()
      if (next === true) {
        throw new CommandError(31249, `Path collision at ${path} remaining portion ${parts.slice(at + 1).join('.')}`)
      }
      branch.set(part, next)
      branch = next
    })
    const last = parts.at(-1) as string
    if (branch.has(last)) throw new CommandError(31250, `Path collision at ${path}`)
    branch.set(last, true)
    return parts
  }
}

function checked(path: string): string[] {
  const parts = path.split('.')
  if (parts.length > deepest) throw tooDeep()
  if (parts.some(part => part.startsWith('$'))) throw notSupported(`'${path}' in a projection`)
  if (parts.includes('')) throw new CommandError(40353, "FieldPath must not end with a '.' or hold empty parts")
  return parts
}

/** Every path of a projection with its value; documents in the projection are flattened. */
export function * flatten(spec: Doc, way = '', depth = 1): Generator<[string, unknown]> {
  if (depth > deepest) throw tooDeep()
  for (const [name, value] of Object.entries(spec)) {
    if (
      isDoc(value) && !isOperatorDoc(value) && Object.keys(value).length > 0
    ) yield * flatten(value, `${way}${name}.`, depth + 1)
    else yield [way + name, value]
  }
}

/** The tree of paths that are known not to collide. */
export function treeOf(paths: readonly string[]): Tree {
  const tree: Tree = new Map()
  for (const path of paths) {
    const parts = path.split('.')
    branchOf(tree, parts).set(parts.at(-1) as string, true)
  }
  return tree
}

/** The branch that holds the last of the parts; missing branches are created. */
export function branchOf(tree: Tree, parts: readonly string[]): Tree {
  return parts.slice(0, -1).reduce<Tree>((at, part) => {
    const next = at.get(part) ?? new Map<string, Tree | true>()
    at.set(part, next)
    return next as Tree
  }, tree)
}
