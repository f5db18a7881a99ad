/**
 * Jest asks this filter which test files to run. While a mutant is active: those of the part to which its file belongs
 * (rooms.ts); without one: all of the room.
 */
const { readFileSync } = require('node:fs')
const { relative } = require('node:path')

module.exports = async paths => {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__
  if (mutant === undefined) return { filtered: paths }
  const tests = JSON.parse(readFileSync(process.env.MUTATION_NEAREST, 'utf8'))[mutant]
  const isNearest = path => tests.some(test => test.endsWith('/') ? path.startsWith(test) : path === test)
  return { filtered: paths.filter(path => isNearest(relative(process.cwd(), path).replaceAll('\\', '/'))) }
}
