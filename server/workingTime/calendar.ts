import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { nextDay, weekdayOf } from '../../src/contract/day'

/** No arrangement is known for the year of this day: whether the day is a working day is not guessed. */
export class CalendarNotCovered extends Error {
  constructor(readonly day: string) {
    super(`The holiday calendar does not cover ${day}.`)
    this.name = 'CalendarNotCovered'
  }
}

/**
 * The arrangement of one year: spans of days off (`from/until`, both included) and weekend days that are working days.
 */
const yearSchema = z.strictObject({
  off: z.array(z.string().regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/)).min(1),
  worked: z.array(z.iso.date())
})
const holidaysSchema = z.record(z.string().regex(/^\d{4}$/), yearSchema)

/** Content of holidays.json: year → arrangement. Source: the State Council's yearly notice on holidays. */
export type Holidays = z.infer<typeof holidaysSchema>

/** What a day is. `makeUp`: a weekend day that is worked in exchange for a holiday (调休). */
export type DayKind = 'workday' | 'makeUp' | 'weekend' | 'holiday'

const EDITION_LENGTH = 12

/** The working days. Days are YYYY-MM-DD in Shanghai. */
export class Calendar {
  private readonly years: ReadonlySet<string>
  private readonly off: ReadonlySet<string>
  private readonly worked: ReadonlySet<string>
  /** The last day of the last year covered. */
  readonly lastDay: string
  /** Names the arrangement: two calendars with the same days have the same edition. */
  readonly edition: string

  /**
   * @throws Error when years leave a gap, a span runs backwards, a day lies outside its year, or a working day off is
   *   no weekend
   */
  constructor(holidays: Holidays) {
    const years = Object.keys(holidays).sort()
    const first = Number(years[0])
    if (years.length === 0 || years.some((year, index) => Number(year) !== first + index)) {
      throw new Error('The holiday calendar needs at least one year and no gap between years.')
    }
    this.years = new Set(years)
    this.lastDay = `${years.at(-1)}-12-31`
    this.off = new Set(years.flatMap(year => holidays[year]!.off.flatMap(span => daysOfSpan(span, year))))
    this.worked = new Set(years.flatMap(year => holidays[year]!.worked.map(day => checkWorked(day, year))))
    const both = [...this.worked].find(day => this.off.has(day))
    if (both) throw new Error(`The holiday calendar names ${both} as off and as worked.`)
    const days = [years, [...this.off].sort(), [...this.worked].sort()]
    this.edition = createHash('sha256').update(JSON.stringify(days)).digest('hex').slice(0, EDITION_LENGTH)
  }

  /** @throws CalendarNotCovered for a day of a year that is not in the data */
  isWorkday(day: string): boolean {
    const kind = this.kindOf(day)
    return kind === 'workday' || kind === 'makeUp'
  }

  /**
   * A day off that is a weekend day anyway counts as a holiday: people know it as part of the holiday.
   * @throws CalendarNotCovered for a day of a year that is not in the data
   */
  kindOf(day: string): DayKind {
    if (!this.years.has(day.slice(0, 4))) throw new CalendarNotCovered(day)
    if (this.off.has(day)) return 'holiday'
    if (this.worked.has(day)) return 'makeUp'
    return isWeekend(day) ? 'weekend' : 'workday'
  }
}

/**
 * Reads the calendar from a file; by default from server/data.
 * @throws Error that names the fault of the file
 */
export function readCalendar(file = join(__dirname, '../data/holidays.json')): Calendar {
  const parsed = holidaysSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return new Calendar(parsed.data)
  const faults = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The holiday calendar can't be used: ${faults.join('; ')}`)
}

/** The last day (YYYY-MM-DD) for which working time is defined; a start near this day gives a warning. */
export function coverageEnds(calendar: Calendar): string {
  return calendar.lastDay
}

function daysOfSpan(span: string, year: string): string[] {
  const [from, until] = span.split('/').map(day => checkDay(day, year)) as [string, string]
  if (until < from) throw new Error(`The holiday calendar has a span that runs backwards: ${span}.`)
  const days: string[] = []
  for (let day = from; day <= until; day = nextDay(day)) days.push(day)
  return days
}

function checkWorked(day: string, year: string): string {
  if (!isWeekend(checkDay(day, year))) {
    throw new Error(`The holiday calendar names ${day} as worked, which is no weekend day.`)
  }
  return day
}

function checkDay(day: string, year: string): string {
  const real = z.iso.date().safeParse(day).success
  if (!real || day.slice(0, 4) !== year) {
    throw new Error(`The holiday calendar names ${day}, which is no day of ${year}.`)
  }
  return day
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(weekdayOf(day))
}
