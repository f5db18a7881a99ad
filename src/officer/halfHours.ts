/** Appointments in half hours of one day, as the pickers offer them. Days are YYYY-MM-DD in Shanghai, times minutes of the day. */
import { LIMITS } from '../contract/limits'
import type { Appointment, PreferredTime } from '../contract/serviceRequestViews'

export interface Slot {
  day: string
  from: number
  until: number
}

const HALF_HOUR = 30
const FIRST = 8 * 60
const LAST = 20 * 60
const NOON = 12 * 60
const DAY_MS = 24 * 3600 * 1000
/** Shanghai has no summer time. */
const ZONE_MS = 8 * 3600 * 1000

/** What is meant by a half day that an applicant would like: two hours in the middle of it. */
const WITHIN: Record<PreferredTime['part'], { from: number; until: number }> = {
  morning: { from: 9 * 60, until: 11 * 60 },
  afternoon: { from: 14 * 60, until: 16 * 60 }
}

/** Every half hour of a working day from 8:00 on; an appointment may start at all but the last. */
export const HALF_HOURS: readonly number[] = Array.from({ length: (LAST - FIRST) / HALF_HOUR + 1 }, (_, index) => FIRST + index * HALF_HOUR)

/** The days an appointment may lie on, today first. */
export function daysToOffer(now: number): string[] {
  return Array.from({ length: LIMITS.daysAhead }, (_, ahead) => dayIn(now + ahead * DAY_MS))
}

/** The applicant's half days that still lie ahead. */
export function slotsWanted(preferred: readonly PreferredTime[], now: number): Slot[] {
  return preferred.map(({ date, part }) => ({ day: date, ...WITHIN[part] })).filter(slot => startOf(slot) > now)
}

/** The half day that a slot lies in. */
export function halfDayOf({ day, from }: Slot): PreferredTime {
  return { date: day, part: from < NOON ? 'morning' : 'afternoon' }
}

/** Where the pickers stand at first: the appointment there is, the first wish, or the next morning. */
export function firstSlot(appointment: Appointment | null, wanted: readonly Slot[], now: number): Slot {
  if (appointment && Date.parse(appointment.start) > now) return slotOf(appointment)
  return wanted[0] ?? { day: dayIn(now + DAY_MS), ...WITHIN.morning }
}

/** The slot as the server takes it. */
export function appointmentOf(slot: Slot): Appointment {
  return { start: new Date(startOf(slot)).toISOString(), end: new Date(instantOf(slot.day, slot.until)).toISOString() }
}

/** What is wrong with a slot, or null. */
export function slotFault(slot: Slot, now: number): 'past' | 'endTooEarly' | null {
  if (startOf(slot) <= now) return 'past'
  return slot.until <= slot.from ? 'endTooEarly' : null
}

/** A time of the day as 9:30. */
export function timeWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** Moves the start and keeps the length, as far as the day allows. */
export function startingAt(slot: Slot, from: number): Slot {
  const length = Math.max(HALF_HOUR, slot.until - slot.from)
  return { ...slot, from, until: Math.min(LAST, from + length) }
}

function startOf({ day, from }: Slot): number {
  return instantOf(day, from)
}

function instantOf(day: string, minutes: number): number {
  return Date.parse(`${day}T00:00:00+08:00`) + minutes * 60_000
}

function dayIn(ms: number): string {
  return new Date(ms + ZONE_MS).toISOString().slice(0, 10)
}

function slotOf({ start, end }: Appointment): Slot {
  const day = dayIn(Date.parse(start))
  const minutes = (instant: string): number => Math.round((Date.parse(instant) - instantOf(day, 0)) / 60_000 / HALF_HOUR) * HALF_HOUR
  return { day, from: minutes(start), until: minutes(end) }
}
