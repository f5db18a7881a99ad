/**
 * `npm run test:long`: every file of endurance tests in the long form, and nothing else. Arguments that begin with a
 * dash go on to jest; others choose among the files by a part of their path. The last line counts the tests.
 */
import { closingLine } from './setup/counts'
import { FORM_VARIABLE } from './setup/endurance'
import { enduranceFiles } from './setup/enduranceFiles'
import { runJest, runMain } from './setup/runJest'

runMain(async () => {
  const given = process.argv.slice(2)
  const parts = given.filter(argument => !argument.startsWith('-'))
  const files = enduranceFiles().filter(file => parts.length === 0 || parts.some(part => file.includes(part)))
  if (files.length === 0) throw new Error(`No file of endurance tests has ${parts.join(' or ')} in its path.`)
  const options = given.filter(argument => argument.startsWith('-'))
  const { counts, clean } = await runJest(
    [...options, '--runTestsByPath', ...files],
    { MONGODB_URI: undefined, MONGODB_KIND: undefined, [FORM_VARIABLE]: 'long' }
  )
  process.exitCode = clean && counts.passed > 0 ? 0 : 1
  process.stdout.write(`${closingLine(counts)}\n`)
})
