/** What flows through a pipeline, and what a stage of it is once compiled. */
import type { Doc } from './values'

/** Documents; undefined is "nothing yet", so that long work can step aside. */
export type Stream = Iterable<Doc | undefined>
export type Stage = (source: Stream) => Stream

/** How many steps a Pause lets pass before it asks the clock. */
const stepsOfPause = 16

/** After a tiring step: as often "nothing yet" as it takes for others to have their turn. */
export function * stepAside(): Generator<undefined> {
  for (let step = 0; step < stepsOfPause; step += 1) yield undefined
}
