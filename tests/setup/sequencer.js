const Sequencer = require('@jest/test-sequencer').default

/** The slowest kinds of test files, the slowest first. */
const SLOW = [
  '/tests/browser/journeys', '/tests/miniprogram/journeys', '/tests/server/serviceRequests/randomMoves',
  '/tests/server/permissions/', '/tests/server/fuzz/', '/tests/embedded/fuzz', '/tests/embedded/crash',
  '/tests/embedded/abuse', '/tests/server/privacy/canary', '/tests/browser/', '/tests/miniprogram/', '/tests/journeys/',
  '/tests/server/import/'
]
/** The assumed time of a file that has not run on this machine yet, in ms. */
const SLOW_MS = 60_000
const USUAL_MS = 5000

/**
 * The slowest files first, so that none of them is left for the end, where the other workers would wait for it.
 * Jest's own order goes by size where a file has not run yet, and the journeys are small files.
 */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const rankOf = path => SLOW.findIndex(part => path.replaceAll('\\', '/').includes(part))
    const expected = ({ path, duration }) => {
      if (duration !== undefined) return duration
      const rank = rankOf(path)
      return rank < 0 ? USUAL_MS : SLOW_MS - rank
    }
    return [...super.sort(tests)].sort((one, other) => expected(other) - expected(one))
  }
}
