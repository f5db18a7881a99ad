/**
 * The bound of work without a pause. Promise: expressions and patterns run to their end without a pause; they end with
 * a named error before they block the thread for seconds, and they observe the maxTimeMS of their command.
 */
import { CommandError, notSupported } from './errors'

/** One step takes 20 to 50 ns; the bound is about one second at most. */
const mostSteps = 20_000_000
const stepsBetweenLooks = 20_000

let steps = 0
let nextLook = stepsBetweenLooks
let deadline = Infinity
let waitsForTurn = false

/** Counts work before it is done. The counter is reset as soon as other commands have had their turn. */
export function spend(count: number): void {
  steps += count
  if (steps >= nextLook) look()
}

/** Reached only after many steps: short work costs neither a look at the clock nor a turn of the event loop. */
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

/** To be called when a command begins: work of another command in the same turn is not counted for this one. */
export function forget(): void {
  steps = 0
  nextLook = stepsBetweenLooks
}

/** True after so much work that the stage should let other commands have their turn. */
export const isTiring = (): boolean => steps > mostSteps / 8

/**
 * Yields the same items within `maxTimeMS` (0: no limit). As in MongoDB only the time of fetching counts; a cursor may
 * be idle without using its time.
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
