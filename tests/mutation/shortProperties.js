/**
 * A property test that fails reports this at once: no test of a mutant needs the smallest counterexample, and a hundred
 * attempts are more than needed.
 */
const fc = require('fast-check')

fc.configureGlobal({ numRuns: 30, endOnFailure: true })
