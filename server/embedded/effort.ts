/**
 * What may be computed in one go. Promise: expressions and patterns, which run to their end without a pause, end with
 * a named error before they hold the thread for seconds, and hear the maxTimeMS of their command on the way.
 */
import { CommandError, notSupported } from './errors'

/** One step takes 20 to 50 ns, so this is about a second at the most. */
const mostSteps = 20_000_000
const stepsBetweenLooks = 20_000

let steps = 0
let nextLook = stepsBetweenLooks
let deadline = Infinity
let waitsForTurn = false

/** Counts work before it is done. What was spent is forgotten as soon as others have had their turn. */
export function spend(count: number): void {
  steps += count
  if (steps >= nextLook) look()
}

/** Short work never comes here: neither the clock nor the event loop is asked for its sake. */
function look(): void {
  if (performance.now() > deadline) throw new CommandError(50, 'operation exceeded time limit')
  if (steps > mostSteps) {
    forget()
    throw notSupported(`expressions and regular expressions that take more than ${mostSteps} steps without a pause`)
  }
  nextLook = steps + stepsBetweenLooks
  if (waitsForTurn) return
  waitsForTurn = true
  setImmediate(() => {
    waitsForTurn = false
    forget()
  })
}

/** A command begins: what another one spent in the same turn is not held against it. */
export function forget(): void {
  steps = 0
  nextLook = stepsBetweenLooks
}

/** True after work long enough that the stage which did it had better let others have their turn. */
export const isTiring = (): boolean => steps > mostSteps / 8

/**
 * The same items, each fetched within what is left of `maxTimeMS` (0: no limit). Only the time of fetching counts, as
 * in MongoDB, so that a cursor may lie idle.
 */
export function timed<T>(source: Iterable<T>, maxTimeMS: number): Iterable<T> {
  return maxTimeMS > 0 ? fetchTimed(source, maxTimeMS) : source
}

function * fetchTimed<T>(source: Iterable<T>, maxTimeMS: number): Generator<T> {
  const items = source[Symbol.iterator]()
  let left = maxTimeMS
  try {
    for (;;) {
      const started = performance.now()
      deadline = started + left
      const step = items.next()
      deadline = Infinity
      left -= performance.now() - started
      if (step.done) return
      yield step.value
    }
  } finally {
    deadline = Infinity
    items.return?.()
  }
}
