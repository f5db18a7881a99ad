/** When somebody of the staff is where no phone works: the clocks of the matters in his hands stand still then. */
import { DAY_MS } from './day'

/** A window of every week, within one day. `weekday`: 0 is Sunday; `from`, `until`: minutes from midnight. */
export interface WeeklyWindow {
  weekday: number
  from: number
  until: number
}

/** A window that happens once; instants are ISO 8601. */
export interface OnceWindow {
  from: string
  until: string
}

export type NoSignalInput = { weekly: WeeklyWindow } | { once: OnceWindow }

/** A window as it is listed; exactly one of `weekly` and `once` is not null. */
export interface NoSignalWindow {
  id: string
  weekly: WeeklyWindow | null
  once: OnceWindow | null
}

/** The windows of one person. */
export interface NoSignalView {
  person: { id: string; name: string }
  items: NoSignalWindow[]
}

export const NO_SIGNAL_LIMITS = {
  /** Windows of one person. */
  windows: 12,
  /** Minutes of one week in weekly windows together: a clock must get on. */
  weeklyMinutes: 20 * 60,
  /** The longest window that happens once, and how far ahead it may end. */
  onceMs: 3 * DAY_MS,
  /** All windows that happen once together. */
  onceTotalMs: 9 * DAY_MS,
  aheadMs: 60 * DAY_MS
} as const
