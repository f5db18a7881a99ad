/**
 * The one place that decides how long the endurance tests take. `npm test` runs the short form of each with a fresh
 * seed, `npm run test:long` the long form. A test file that imports this file is an endurance test.
 */

/** `long` selects the long form, every other value the short one. */
export const FORM_VARIABLE = 'TEST_ENDURANCE'
/** A seed that an earlier run printed. */
export const SEED_VARIABLE = 'TEST_SEED'

const SEEDS = 1_000_000_000
let own: number | null = null

export function isLong(): boolean {
  return process.env[FORM_VARIABLE] === 'long'
}

/** The size, count or list for the selected form. */
export function endurance<T>({ short, long }: { short: T, long: T }): T {
  return isLong() ? long : short
}

/** A random seed from 0 to 999,999,999. */
export function freshSeed(): number {
  return Math.floor(Math.random() * SEEDS)
}

/**
 * The seed of the whole run, as `TEST_SEED` gives it; without that variable a fresh one, which is written to stderr.
 * @throws Error when `TEST_SEED` is no whole number
 */
export function seed(): number {
  const given = process.env[SEED_VARIABLE]
  if (given) return seedOf(given)
  if (own === null) {
    own = freshSeed()
    process.stderr.write(`${seedLine(own)}\n`)
  }
  return own
}

/** The sentence in which a run prints the seed of its random tests. */
export function seedLine(value: number | string): string {
  return `seed of the random tests: ${value} (the same again: ${SEED_VARIABLE}=${value})`
}

/**
 * Pseudorandom numbers from 0 up to (without) 1 that depend only on the seed. The salt separates several uses in one
 * file.
 */
export function dice(salt = 0, from = seed()): () => number {
  let state = (from ^ Math.imul(salt + 1, 0x9e3779b9)) >>> 0
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A random selection of this many items, in their own order; all items where there are no more. */
export function sample<T>(items: readonly T[], count: number, next: () => number): T[] {
  const left = items.map((_, index) => index)
  const taken = new Set<number>()
  while (taken.size < Math.min(count, items.length)) taken.add(left.splice(Math.floor(next() * left.length), 1)[0]!)
  return items.filter((_, index) => taken.has(index))
}

/** All rows of a table of cases in the long form, this many random rows in the short one. */
export function someOf<T>(rows: readonly T[], count: number, salt = 0): readonly T[] {
  return endurance({ short: () => sample(rows, count, dice(salt)), long: () => rows })()
}

function seedOf(given: string): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < 0 || value >= SEEDS) {
    throw new Error(`${SEED_VARIABLE} must be a whole number from 0 to ${SEEDS - 1}, not ${given}.`)
  }
  return value
}
