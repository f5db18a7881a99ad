/** Two plugins of Stryker. They run in processes of Stryker's own. */
import { relative } from 'node:path'
import { isSampled, type MutantPlace } from './sample'

/** The variables that tell the checker which sample to take. */
export const SAMPLE_SEED = 'MUTATION_SEED'
export const SAMPLE_SHARE = 'MUTATION_SHARE'
export const CHECKER_NAME = 'sample'
export const IGNORER_NAME = 'texts'

type Mutant = Omit<MutantPlace, 'file'> & { id: string; fileName: string }
type Answer = { status: 'passed' } | { status: 'compileError'; reason: string }

/** Lets only the mutants of the sample be run. Stryker counts the others as invalid, not as survivors. */
class SampleChecker {
  private readonly seed = Number(process.env[SAMPLE_SEED])
  private readonly share = Number(process.env[SAMPLE_SHARE])

  async init(): Promise<void> {}

  /** Stryker asks per group; one group of all is one call. */
  group(mutants: readonly Mutant[]): string[][] {
    return [mutants.map(({ id }) => id)]
  }

  async check(mutants: readonly Mutant[]): Promise<Record<string, Answer>> {
    return Object.fromEntries(mutants.map(mutant => [mutant.id, this.judge(mutant)]))
  }

  private judge({ fileName, location, replacement }: Mutant): Answer {
    const file = relative(process.cwd(), fileName).replaceAll('\\', '/')
    return isSampled({ file, location, replacement }, this.seed, this.share)
      ? { status: 'passed' }
      : { status: 'compileError', reason: 'not in the sample' }
  }
}

/** A place in the syntax tree, as far as it is read here. */
interface TreePlace {
  node: { type: string }
  parent: { type: string; key?: { name?: string }; callee?: { property?: { name?: string } } } | null
}

/** Words that only the OpenAPI document shows are no behaviour: summaries of endpoints and descriptions of fields. */
class TextIgnorer {
  shouldIgnore({ node, parent }: TreePlace): string | undefined {
    const isWord = node.type === 'StringLiteral' && (parent?.key?.name === 'summary' || parent?.callee?.property?.name === 'describe')
    return isWord ? 'words for the OpenAPI document' : undefined
  }
}

export const strykerPlugins = [
  { kind: 'Checker', name: CHECKER_NAME, injectableClass: SampleChecker },
  { kind: 'Ignore', name: IGNORER_NAME, injectableClass: TextIgnorer }
]
