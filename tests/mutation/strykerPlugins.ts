/** Two plugins of Stryker, which run in processes that Stryker starts. */
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Part } from './rooms'
import { isSampled, type MutantPlace } from './sample'

/**
 * The variables that tell the checker which sample to take, and where to write which tests are nearest to each mutant.
 */
export const SAMPLE_SEED = 'MUTATION_SEED'
export const SAMPLE_SHARE = 'MUTATION_SHARE'
export const PARTS = 'MUTATION_PARTS'
export const NEAREST = 'MUTATION_NEAREST'
export const CHECKER_NAME = 'sample'
export const IGNORER_NAME = 'texts'

type Mutant = Omit<MutantPlace, 'file'> & { id: string; fileName: string }
type Answer = { status: 'passed' } | { status: 'compileError'; reason: string }

/** Runs only the mutants of the sample. Stryker counts the others as invalid, not as survivors. */
class SampleChecker {
  private readonly seed = Number(process.env[SAMPLE_SEED])
  private readonly share = Number(process.env[SAMPLE_SHARE])
  private readonly parts = JSON.parse(process.env[PARTS] ?? '[]') as Part[]
  /** Tests by the mutant's id, for nearestTests.js. */
  private readonly nearest: Record<string, readonly string[]> = {}

  async init(): Promise<void> {}

  /** Stryker asks per group; one group of all mutants needs only one call. */
  group(mutants: readonly Mutant[]): string[][] {
    return [mutants.map(({ id }) => id)]
  }

  async check(mutants: readonly Mutant[]): Promise<Record<string, Answer>> {
    for (const mutant of mutants)
      this.nearest[mutant.id] = this.parts.find(({ mutate }) => mutate.includes(fileOf(mutant)))?.tests ?? []
    writeFileSync(String(process.env[NEAREST]), JSON.stringify(this.nearest))
    return Object.fromEntries(mutants.map(mutant => [mutant.id, this.judge(mutant)]))
  }

  private judge(mutant: Mutant): Answer {
    const { location, replacement } = mutant
    return isSampled({ file: fileOf(mutant), location, replacement }, this.seed, this.share)
      ? { status: 'passed' }
      : { status: 'compileError', reason: 'not in the sample' }
  }
}

function fileOf({ fileName }: Mutant): string {
  return relative(process.cwd(), fileName).replaceAll('\\', '/')
}

/** A node of the syntax tree, as far as it is read here. */
interface TreePlace {
  node: { type: string }
  parent: { type: string; key?: { name?: string }; callee?: { property?: { name?: string } } } | null
}

/** Texts that only the OpenAPI document shows are not mutated: summaries of endpoints and descriptions of fields. */
class TextIgnorer {
  shouldIgnore({ node, parent }: TreePlace): string | undefined {
    const isWord =
      node.type === 'StringLiteral' &&
      (parent?.key?.name === 'summary' || parent?.callee?.property?.name === 'describe')
    return isWord ? 'words for the OpenAPI document' : undefined
  }
}

export const strykerPlugins = [
  { kind: 'Checker', name: CHECKER_NAME, injectableClass: SampleChecker },
  { kind: 'Ignore', name: IGNORER_NAME, injectableClass: TextIgnorer }
]
