/** What flows through a pipeline, and what a stage of it is once compiled. */
import type { Doc } from './values'

/** Documents; undefined is "nothing yet", so that long work can step aside. */
export type Stream = Iterable<Doc | undefined>
export type Stage = (source: Stream) => Stream
