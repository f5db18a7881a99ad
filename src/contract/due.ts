/**
 * When something is due, and the sum behind it: every deadline of a matter opens into the spans of which it is made.
 * Instants are ISO 8601.
 */

/** Why a clock stands still: the resident owes something, or the assignee is where no phone works. */
export const HOLD_REASONS = ['waitingForResident', 'noSignal'] as const
export type HoldReason = (typeof HOLD_REASONS)[number]

/**
 * What a clock did in one span:
 * - counts: it ran
 * - startDay: it ran, but this day does not count as one of the days (Civil Code, art. 201)
 * - weekend, holiday, outsideHours: nobody works then
 * - waitingForResident, noSignal: it stood still
 */
export const DUE_STEPS = ['counts', 'startDay', 'weekend', 'holiday', 'outsideHours', ...HOLD_REASONS] as const

export interface DueStep {
  what: (typeof DUE_STEPS)[number]
  from: string
  until: string
  /** The span lies on a weekend day that is worked in exchange for a holiday (调休). */
  makeUp: boolean
}

/** One deadline with its sum: the steps follow each other without a gap from `from` to `by`. */
export interface Due {
  from: string
  /** null where the holiday calendar does not reach so far. */
  by: string | null
  /** What has to pass: working minutes for accepting; for the promise working days, then days of any kind. */
  minutes: number | null
  workingDays: number
  calendarDays: number
  /** Working minutes of a whole day, to tell spans as days. */
  minutesOfDay: number
  steps: DueStep[]
  /** Why the clock stands still at this moment, and since when; null while it runs. */
  standsStill: { why: HoldReason; since: string } | null
}

/** Both deadlines of a matter; null where there is none (any more). */
export interface Dues {
  acceptBy: Due | null
  expectedBy: Due | null
}
