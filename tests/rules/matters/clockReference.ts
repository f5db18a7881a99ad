/**
 * What a clock must do, a second time and slowly: minute by minute, from the sentences of the product's rules. Minutes
 * are counted from midnight in Shanghai of 1 January 2026, days from that day. Nothing here uses the server's code.
 */
const DAY = 1440
/** 1 January 2026 was a Thursday. */
const FIRST_WEEKDAY = 4
/** Working hours: 8:30 to 12:00 and 13:30 to 17:30. */
const HOURS = [[510, 720], [810, 1050]] as const

/** Days off and weekend days that are worked, by the number of the day. */
export interface SlowCalendar {
  off: ReadonlySet<number>
  worked: ReadonlySet<number>
}

/** A window without signal: of a weekday (0 is Sunday), or once. */
export type SlowWindow =
  | { weekday: number; from: number; until: number }
  | { weekday: null; from: number; until: number }

/** Everything that has happened to the clock. `stints`: whose windows held from when on; the last one goes on. */
export interface SlowCase {
  calendar: SlowCalendar
  waits: ReadonlyArray<{ from: number; until: number }>
  stints: ReadonlyArray<{ since: number; windows: readonly SlowWindow[] }>
}

export type SlowWhat = 'counts' | 'weekend' | 'holiday' | 'outsideHours' | 'waitingForResident' | 'noSignal'

/** What the clock does in one minute. @param anyTime it runs at all hours of every day */
export function slowWhat(minute: number, { calendar, waits, stints }: SlowCase, anyTime: boolean): SlowWhat {
  if (!anyTime) {
    const rest = restOf(minute, calendar)
    if (rest) return rest
  }
  if (waits.some(({ from, until }) => from <= minute && minute < until)) return 'waitingForResident'
  const stint = [...stints].reverse().find(({ since }) => since <= minute)
  return stint?.windows.some(window => isIn(minute, window)) ? 'noSignal' : 'counts'
}

function restOf(minute: number, { off, worked }: SlowCalendar): SlowWhat | null {
  const day = Math.floor(minute / DAY)
  if (off.has(day)) return 'holiday'
  if (isWeekend(day) && !worked.has(day)) return 'weekend'
  const inDay = minute - day * DAY
  return HOURS.some(([from, until]) => from <= inDay && inDay < until) ? null : 'outsideHours'
}

export function isWeekend(day: number): boolean {
  const weekday = (FIRST_WEEKDAY + day) % 7
  return weekday === 0 || weekday === 6
}

function isIn(minute: number, { weekday, from, until }: SlowWindow): boolean {
  if (weekday === null) return from <= minute && minute < until
  const day = Math.floor(minute / DAY)
  return (FIRST_WEEKDAY + day) % 7 === weekday && from <= minute - day * DAY && minute - day * DAY < until
}

/** The minute at which so many minutes have counted. */
function slowEnd(start: number, budget: number, given: SlowCase, anyTime: boolean): number {
  let left = budget
  let minute = start
  for (; left > 0; minute++) if (slowWhat(minute, given, anyTime) === 'counts') left--
  return minute
}

/** The end of a time to accept. */
export function slowAccept(start: number, minutes: number, given: SlowCase): number {
  return slowEnd(start, minutes, given, false)
}

/** The end of a promise: working days after the day of the start, then days of any kind. */
export function slowPromise(
  start: number, workingDays: number, calendarDays: number, given: SlowCase
): { middle: number; end: number } {
  let budget = 0
  if (workingDays > 0) {
    let [days, minute] = [0, start]
    const startDay = Math.floor(start / DAY)
    // Every working minute until the last one of the last day, as if nothing ever held the clock up.
    for (let worked = false; days < workingDays; minute++) {
      if (restOf(minute, given.calendar) === null) { budget++; worked = true }
      if ((minute + 1) % DAY === 0) {
        if (worked && Math.floor(minute / DAY) > startDay) days++
        worked = false
      }
    }
  }
  const middle = slowEnd(start, budget, given, false)
  return { middle, end: slowEnd(middle, calendarDays * DAY, given, true) }
}
