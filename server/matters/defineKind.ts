import { registerAudited } from '../audit/audited'
import { sealedPaths } from '../fieldEncryption/sealedPaths'
import { AUDITED_MATTERS } from './audited'
import { addKind, allKinds, type Kind } from './kind'

/**
 * Makes a kind known to every room that handles matters of all kinds: lists, passing on, retention, export and audit.
 * Called once, when the kind's file is loaded; server/kinds.ts loads the file of every kind.
 * @throws Error when the kind marks a field as sealed that the spine would not seal, or that another kind stores
 *   unsealed
 */
export function defineKind(kind: Kind): void {
  checkSealedFields(kind)
  addKind(kind)
  // All kinds share one collection, so each call registers the same collection again.
  registerAudited(AUDITED_MATTERS)
}

/**
 * Checks the sealed fields of a kind. The spine seals fields of the document and of its parts (sealing.ts). All kinds
 * share one collection, and a change of keys finds the sealed fields of a collection by their paths.
 */
function checkSealedFields({ name, model }: Kind): void {
  const paths = sealedPaths(model.schema).filter(({ list }) => list !== 'timeline')
  for (const { path, list } of paths) {
    if (list !== null || path.split('.').length > 2) {
      throw new Error(
        `${name}.${path} can't be sealed: a sealed field stands in the document or in one of its parts, not in a list or deeper.`
      )
    }
  }
  const sealed = paths.map(({ path }) => path)
  for (const other of allKinds()) {
    const others = sealedPaths(other.model.schema).map(({ path }) => path)
    const contradicted = sealed.find(path => other.model.schema.path(path) && !others.includes(path))
      ?? others.find(path => model.schema.path(path) && !sealed.includes(path) && !path.startsWith('timeline.'))
    if (contradicted)
      throw new Error(
        `${contradicted} is sealed in one of the kinds ${name} and ${other.name} and readable in the other: give it another name.`
      )
  }
}
