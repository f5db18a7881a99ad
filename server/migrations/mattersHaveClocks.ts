/**
 * Matters get the field `clock`, from which their deadlines follow from now on. What the older versions worked out
 * stays as it is: the promised end is kept as so many days of any kind from the submission, a time to accept without
 * its sum. People of the staff get an empty list of windows without signal.
 */
import { walk, type Migration } from './migration'

const DAY_MS = 86_400_000

/** The fields of a matter of those versions that this migration reads. */
interface Older {
  createdAt: Date
  expectedBy: Date | null
}

export const mattersHaveClocks: Migration = {
  id: '0004-matters-have-clocks',
  what: 'matters say what their deadlines are made of',
  async run(context) {
    await walk(context, 'matters', ({ _id, clock, ...stored }) => {
      if (clock !== undefined) return Promise.resolve(null)
      const { createdAt, expectedBy } = stored as unknown as Older
      const made = {
        accept: null,
        promise: expectedBy && {
          from: createdAt, workingDays: 0, calendarDays: (expectedBy.getTime() - createdAt.getTime()) / DAY_MS
        },
        holds: [],
        noSignal: { since: createdAt, windows: [] },
        edition: ''
      }
      return Promise.resolve({ updateOne: { filter: { _id }, update: { $set: { clock: made } } } })
    })
    await walk(context, 'people', ({ _id, noSignal }) => Promise.resolve(noSignal !== undefined ? null : {
      updateOne: { filter: { _id }, update: { $set: { noSignal: [], noSignalChanged: null } } }
    }))
  }
}
