/** The stream through a pipeline, and the type of a compiled stage. */
import type { Doc } from './values'

/** A stream of documents; undefined means "nothing yet" and lets long work pause. */
export type Stream = Iterable<Doc | undefined>
export type Stage = (source: Stream) => Stream

/** How many steps a Pause waits before it reads the clock. */
const stepsOfPause = 16

/** Yields "nothing yet" as often as a Pause needs to let other work run, after an expensive step. */
export function * stepAside(): Generator<undefined> {
  for (let step = 0; step < stepsOfPause; step += 1) yield undefined
}
