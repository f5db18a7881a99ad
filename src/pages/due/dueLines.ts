/** The sum behind a due time, in plain words. */
import { DAY_MS, dayOf, instantOf, nextDay, shanghaiTime } from '../../contract/day'
import type { Due, DueStep } from '../../contract/due'
import { dayWords, timeWords, untilWords } from '../../i18n/dates'
import { due as words } from '../../i18n/zh/due'

const MINUTE_MS = 60_000
const HOUR = 60
/** From so many days in a row on, the first and the last are named. */
const SPAN = 3

/** The lines of a sum: where it begins, what counts, what does not and why, where it ends. @param now ms since 1970 */
export function dueLines(due: Due, now: number): string[] {
  if (due.by === null) return [words.unknown]
  const { steps } = due
  return [
    words.from(timeOf(due.from, now)),
    ...whatCounts(due),
    ...named(daysOf(steps, 'weekend'), words.weekend),
    ...named(daysOf(steps, 'holiday'), words.holiday),
    ...named(daysOf(steps.filter(({ makeUp }) => makeUp), 'counts'), words.makeUp),
    ...stopped(due, 'waitingForResident'),
    ...stopped(due, 'noSignal'),
    words.end(timeOf(due.by, now))
  ]
}

/** The due time itself, as a heading. @param now ms since 1970 */
export function dueTitle(due: Due, now: number): string {
  if (due.by === null) return words.unknown
  return due.minutes === null
    ? words.promise.by(dayWords(due.by, now), clockOf(due.by))
    : words.accept.by(untilWords(due.by, now))
}

function timeOf(iso: string, now: number): string {
  return `${dayWords(iso, now)} ${clockOf(iso)}`
}

function clockOf(iso: string): string {
  const { hour, minute } = shanghaiTime(Date.parse(iso))
  return timeWords(hour * HOUR + minute)
}

function whatCounts({ minutes, workingDays, calendarDays, minutesOfDay }: Due): string[] {
  if (minutes !== null) return [words.workingTime(lengthWords(minutes, minutesOfDay))]
  const days = Math.round(calendarDays * 10) / 10
  return [
    ...(workingDays > 0 ? [words.workingDays(workingDays)] : []),
    ...(days > 0 ? [workingDays > 0 ? words.thenCalendarDays(days) : words.calendarDays(days)] : [])
  ]
}

function stopped({ steps, minutesOfDay, calendarDays }: Due, why: 'waitingForResident' | 'noSignal'): string[] {
  const minutes = steps.filter(({ what }) => what === why)
    .reduce((sum, { from, until }) => sum + (Date.parse(until) - Date.parse(from)) / MINUTE_MS, 0)
  if (minutes < 1) return []
  return [words[why](lengthWords(Math.round(minutes), calendarDays > 0 ? DAY_MS / MINUTE_MS : minutesOfDay))]
}

/** @param minutesOfDay how long a day is where days are counted */
function lengthWords(minutes: number, minutesOfDay: number): string {
  const days = Math.floor(minutes / minutesOfDay)
  const rest = minutes - days * minutesOfDay
  const parts = [
    ...(days > 0 ? [words.days(days)] : []),
    ...(rest >= HOUR ? [words.hours(Math.floor(rest / HOUR))] : []),
    ...(rest % HOUR > 0 ? [words.minutes(rest % HOUR)] : [])
  ]
  return parts.join(' ')
}

/** The days, YYYY-MM-DD, on which there is a step of this sort. */
function daysOf(steps: readonly DueStep[], what: DueStep['what']): string[] {
  const days = new Set<string>()
  for (const step of steps) {
    if (step.what !== what) continue
    const last = Date.parse(step.until) - 1
    for (let day = dayOf(Date.parse(step.from)); instantOf(day) <= last; day = nextDay(day)) days.add(day)
  }
  return [...days].sort()
}

function named(days: readonly string[], say: (days: string) => string): string[] {
  if (days.length === 0) return []
  const runs: string[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run && nextDay(run.at(-1)!) === day) run.push(day)
    else runs.push([day])
  }
  return [say(words.dayList(runs.flatMap(run =>
    run.length < SPAN ? run.map(dayName) : [words.daySpan(dayName(run[0]!), dayName(run.at(-1)!))])))]
}

function dayName(day: string): string {
  const { month, day: date } = shanghaiTime(instantOf(day))
  return words.day(month, date)
}
