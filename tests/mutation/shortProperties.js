/**
 * A property that fails says so at once: no test of a mutant needs the smallest example, and a hundred tries are more
 * than needed.
 */
const fc = require('fast-check')

fc.configureGlobal({ numRuns: 30, endOnFailure: true })
