const Sequencer = require('@jest/test-sequencer').default

/** The slowest kinds of test files; what is left for the end keeps one worker alone. */
const SLOW = [
  '/tests/browser/journeys', '/tests/miniprogram/journeys', '/tests/server/serviceRequests/randomMoves', '/tests/server/permissions/',
  '/tests/server/fuzz/', '/tests/embedded/fuzz', '/tests/embedded/crash', '/tests/embedded/abuse', '/tests/server/privacy/canary',
  '/tests/browser/', '/tests/miniprogram/', '/tests/journeys/', '/tests/server/import/'
]

/**
 * The files known to be slow first. Jest's own order (by the time of the last run, else by size) decides the rest: on a
 * fresh checkout it would leave the journeys, which are small files, for the end.
 */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = SLOW.findIndex(part => path.replaceAll('\\', '/').includes(part))
      return found < 0 ? SLOW.length : found
    }
    const sorted = super.sort(tests)
    return sorted.some(test => test.duration !== undefined) ? sorted : [...sorted].sort((one, other) => rank(one) - rank(other))
  }
}
