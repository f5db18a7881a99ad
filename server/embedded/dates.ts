/**
 * Date expressions. Promise: local dates follow the named time zone (IANA name or ±hh:mm) by the platform's zone data;
 * unknown formats are refused by name.
 */
import { Int32 } from 'bson'
import { CommandError, notSupported } from './errors'
import type { Expression, Scope } from './scope'
import { type Doc, isDoc, typeName } from './values'

type Compile = (source: unknown) => Expression
interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  weekday: number
  offset: number
}

const zones = new Map<string, Intl.DateTimeFormat>()

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zones.get(zone)
  if (known) return known
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric',
      minute: 'numeric', second: 'numeric', era: 'short'
    })
    zones.set(zone, made)
    return made
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${zone}"`)
  }
}

function offsetMinutes(date: Date, zone: string): number {
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0))
  const found: Record<string, number> = {}
  let era = 'AD'
  for (const { type, value } of zoneFormat(zone).formatToParts(date)) {
    if (type === 'era') era = value
    else found[type] = Number(value)
  }
  if (era !== 'AD') throw notSupported('dates before the year 1')
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  return Math.round((local - Math.floor(date.getTime() / 1000) * 1000) / 60000)
}

function localTime(date: Date, zone: string): LocalTime {
  const offset = offsetMinutes(date, zone)
  const local = new Date(date.getTime() + offset * 60000)
  return {
    year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(), hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(), millisecond: local.getUTCMilliseconds(), weekday: local.getUTCDay() + 1, offset
  }
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

const specifiers: Record<string, (time: LocalTime) => string> = {
  Y: time => pad(time.year, 4),
  m: time => pad(time.month),
  d: time => pad(time.day),
  H: time => pad(time.hour),
  M: time => pad(time.minute),
  S: time => pad(time.second),
  L: time => pad(time.millisecond, 3),
  u: time => String((time.weekday + 5) % 7 + 1),
  w: time => String(time.weekday),
  j: time => pad((Date.UTC(time.year, time.month - 1, time.day) - Date.UTC(time.year, 0, 1)) / 86400000 + 1, 3),
  z: time =>
    `${time.offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(time.offset) / 60))}${pad(Math.abs(time.offset) % 60)}`,
  '%': () => '%'
}

function formatDate(date: Date, format: string, zone: string): string {
  const time = localTime(date, zone)
  return format.replace(/%(.?)/gs, (_whole, letter: string) => {
    const specifier = specifiers[letter]
    if (!specifier) throw new CommandError(18536, `Invalid format character '%${letter}' in format string`)
    return specifier(time)
  })
}

function readDate(value: unknown, name: string): Date {
  if (value instanceof Date) return value
  throw new CommandError(16006, `can't convert from BSON type ${typeName(value)} to Date in ${name}`)
}

function readZone(zone: unknown): string | null {
  if (zone === null) return null
  if (zone === undefined) return 'UTC'
  if (typeof zone !== 'string') throw new CommandError(40517, 'timezone must evaluate to a string')
  return zone
}

const dateToString = (argument: unknown, compile: Compile): Expression => {
  const parts = argumentsOf('$dateToString', argument, ['date', 'format', 'timezone', 'onNull'])
  const [date, zone] = [compile(parts.date), parts.timezone === undefined ? undefined : compile(parts.timezone)]
  const onNull = compile(parts.onNull ?? null)
  const format = compile(parts.format ?? (zone ? '%Y-%m-%dT%H:%M:%S.%L' : '%Y-%m-%dT%H:%M:%S.%LZ'))
  return (scope: Scope) => {
    const value = date(scope)
    if (value === null || value === undefined) return onNull(scope)
    const name = readZone(zone?.(scope))
    const pattern = format(scope)
    if (name === null || typeof pattern !== 'string') return null
    return formatDate(readDate(value, '$dateToString'), pattern, name)
  }
}

function argumentsOf(name: string, argument: unknown, known: string[]): Doc {
  if (!isDoc(argument)) throw new CommandError(18629, `${name} only supports an object as its argument`)
  const strange = Object.keys(argument).find(key => !known.includes(key))
  if (strange) throw new CommandError(18534, `Unrecognized argument to ${name}: ${strange}`)
  if (!('date' in argument)) throw new CommandError(18628, `Missing 'date' parameter to ${name}`)
  return argument
}

const part = (name: string, read: (time: LocalTime) => number) => (argument: unknown, compile: Compile): Expression => {
  const parts = isDoc(argument) && 'date' in argument
    ? argumentsOf(name, argument, ['date', 'timezone'])
    : { date: argument }
  const [date, zone] = [compile(parts.date), compile(parts.timezone ?? 'UTC')]
  return (scope: Scope) => {
    const [value, zoneName] = [date(scope), readZone(zone(scope))]
    if (value === null || value === undefined || zoneName === null) return null
    return new Int32(read(localTime(readDate(value, name), zoneName)))
  }
}

/** The date operators, each compiled from its argument. */
export const dateOperators: Record<string, (argument: unknown, compile: Compile) => Expression> = {
  $dateToString: dateToString,
  $year: part('$year', time => time.year),
  $month: part('$month', time => time.month),
  $dayOfMonth: part('$dayOfMonth', time => time.day),
  $dayOfWeek: part('$dayOfWeek', time => time.weekday),
  $hour: part('$hour', time => time.hour),
  $minute: part('$minute', time => time.minute),
  $second: part('$second', time => time.second)
}
