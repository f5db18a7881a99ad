/** The rules of the windows in which a person has no signal. Instants are ms since 1970. */
import { createHash } from 'node:crypto'
import { DAY_MS } from '../../src/contract/day'
import { NO_SIGNAL_LIMITS as LIMITS, type NoSignalInput } from '../../src/contract/noSignal'
import { AppError, fieldError, invalidField } from '../errors'
import type { StoredNoSignal } from '../matters/matterFields'

const ID_LENGTH = 16
const MINUTE_MS = 60_000

/**
 * A window as it is stored. Its id is derived from its content, so that the same window sent twice is one window.
 * @throws AppError validationFailed, timeInPast, timeTooFar or noSignalTooLong at the field
 */
export function windowOf(input: NoSignalInput, now: number): StoredNoSignal {
  if ('weekly' in input) {
    const { weekday, from, until } = input.weekly
    if (until <= from) throw invalidField('weekly.until', '结束要晚于开始。')
    return { id: idOf([weekday, from, until]), weekly: { weekday, from, until }, once: null }
  }
  const [from, until] = [new Date(input.once.from), new Date(input.once.until)]
  if (until <= from) throw invalidField('once.until', '结束要晚于开始。')
  if (until.getTime() <= now) throw fieldError('timeInPast', 'once.until')
  if (until.getTime() - now > LIMITS.aheadMs) throw fieldError('timeTooFar', 'once.until')
  if (until.getTime() - from.getTime() > LIMITS.onceMs) throw fieldError('noSignalTooLong', 'once.until')
  return { id: idOf([from.getTime(), until.getTime()]), weekly: null, once: { from, until } }
}

function idOf(content: readonly number[]): string {
  return createHash('sha256').update(content.join(' ')).digest('hex').slice(0, ID_LENGTH)
}

/** The windows that are not over. */
export function stillAhead(windows: readonly StoredNoSignal[], now: number): StoredNoSignal[] {
  return windows.filter(({ once }) => once === null || once.until.getTime() > now)
}

/**
 * The windows with one more; they overlap as they like.
 * @throws AppError tooManyNoSignal, noSignalTooLong: a clock must get on
 */
export function withWindow(windows: readonly StoredNoSignal[], added: StoredNoSignal): StoredNoSignal[] {
  if (windows.some(({ id }) => id === added.id)) return [...windows]
  if (windows.length >= LIMITS.windows) throw new AppError('tooManyNoSignal')
  const all = [...windows, added]
  if (weeklyMs(all) > LIMITS.weeklyMinutes * MINUTE_MS) throw fieldError('noSignalTooLong', 'weekly.until')
  if (onceMs(all) > LIMITS.onceTotalMs) throw fieldError('noSignalTooLong', 'once.until')
  return all
}

function weeklyMs(windows: readonly StoredNoSignal[]): number {
  return lengthOf(windows.flatMap(({ weekly }) => {
    if (!weekly) return []
    const day = weekly.weekday * DAY_MS
    return [{ from: day + weekly.from * MINUTE_MS, until: day + weekly.until * MINUTE_MS }]
  }))
}

function onceMs(windows: readonly StoredNoSignal[]): number {
  return lengthOf(windows.flatMap(({ once }) =>
    once ? [{ from: once.from.getTime(), until: once.until.getTime() }] : []))
}

/** The length of spans together; what two of them share counts once. */
function lengthOf(spans: ReadonlyArray<{ from: number; until: number }>): number {
  let [length, reached] = [0, -Infinity]
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    length += Math.max(0, until - Math.max(from, reached))
    reached = Math.max(reached, until)
  }
  return length
}
