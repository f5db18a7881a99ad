/**
 * `npm test`: builds what is stale, then runs every test on the embedded store, the endurance tests in their short
 * form. Arguments go on to jest: `npm test -- tests/rules`, `npm test -- -t 'two who accept at once'`. The last line
 * counts the tests.
 */
import { closingLine } from './setup/counts'
import { needsBuilds, refreshBuilds } from './setup/builds'
import { CHROMIUM_LACK, findChromium } from './setup/machine'
import { runJest, runMain } from './setup/runJest'

runMain(async () => {
  const jestArguments = process.argv.slice(2)
  if (needsBuilds(jestArguments)) await refreshBuilds()
  if (!findChromium()) process.stdout.write(`This machine has no Chromium; skipped will be: ${CHROMIUM_LACK}\n`)
  const { counts, clean } = await runJest(jestArguments, { MONGODB_URI: undefined, MONGODB_KIND: undefined })
  process.exitCode = clean && counts.passed > 0 ? 0 : 1
  process.stdout.write(`${closingLine(counts)}\n`)
})
