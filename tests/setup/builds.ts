import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { isStale } from '../../server/scripts/staleBuild'

export const ROOT = join(__dirname, '../..')
const TARGETS = ['weapp', 'h5'] as const

/** Builds weapp and H5 where their sources are newer, both at once. @throws Error when a build fails */
export async function refreshBuilds(): Promise<void> {
  await Promise.all(TARGETS.filter(target => isStale(ROOT, target)).map(build))
}

/** Runs one build, which prints its own progress. */
async function build(target: typeof TARGETS[number]): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    const command = ['--import', 'tsx', join(ROOT, 'config/build.ts'), target]
    const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error(`The ${target} build failed; see its messages above.`)
}

/** Paths whose tests never need a build; a run of these paths alone starts at once. */
const WITHOUT_BUILD = /^(\.\/)?tests\/(rules|server|embedded)\b/

/** Whether a run with these arguments may touch the built app. */
export function needsBuilds(jestArguments: readonly string[]): boolean {
  const paths = jestArguments.filter(argument => !argument.startsWith('-'))
  return paths.length === 0 || !paths.every(path => WITHOUT_BUILD.test(path))
}
