/** A plugin of Stryker: lets only the mutants of the sample be run. Stryker counts the others as invalid, not as survivors. */
import { relative } from 'node:path'
import { isSampled, type MutantPlace } from './sample'

/** The variables that tell the plugin which sample to take; the plugin runs in a process of Stryker's. */
export const SAMPLE_SEED = 'MUTATION_SEED'
export const SAMPLE_SHARE = 'MUTATION_SHARE'
export const CHECKER_NAME = 'sample'

type Mutant = Omit<MutantPlace, 'file'> & { id: string; fileName: string }
type Answer = { status: 'passed' } | { status: 'compileError'; reason: string }

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

export const strykerPlugins = [{ kind: 'Checker', name: CHECKER_NAME, injectableClass: SampleChecker }]
