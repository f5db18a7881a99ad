/**
 * Appointments in half hours of one day, as the pickers offer them. Days are YYYY-MM-DD in Shanghai, times minutes of
 * the day.
 */
import { DAY_MS, dayOf, instantOf } from '../contract/day'
import { hoursOfPart, NOON } from '../contract/halfDay'
import { LIMITS } from '../contract/limits'
import { DAY_PARTS, type Appointment, type PreferredTime } from '../contract/serviceRequestViews'
import type { WorkingHours } from '../contract/workingHours'

export interface Slot {
  day: string
  from: number
  until: number
}

const HALF_HOUR = 30
const HOUR = 60
/** Visits are possible until this long after closing: many people are at home only in the evening. */
const EVENING = 150
const LAST_HALF_HOUR_OF_A_DAY = 24 * HOUR - HALF_HOUR
/** Length of an appointment as it is first proposed. */
const PROPOSED_LENGTH = 2 * HOUR

/**
 * Every half hour that may be picked, in order: from the full hour of opening until the evening. An appointment may
 * start at all but the last.
 */
export function halfHours(hours: WorkingHours): number[] {
  const first = Math.floor((hours[0]?.from ?? 0) / HOUR) * HOUR
  const last = Math.min(roundUp((hours.at(-1)?.until ?? 0) + EVENING), LAST_HALF_HOUR_OF_A_DAY)
  return Array.from({ length: (last - first) / HALF_HOUR + 1 }, (_, index) => first + index * HALF_HOUR)
}

/** The days an appointment may lie on, today first. */
export function daysToOffer(now: number): string[] {
  return Array.from({ length: LIMITS.daysAhead }, (_, ahead) => dayOf(now + ahead * DAY_MS))
}

/** The applicant's half days that still lie ahead, each as an appointment that may be proposed. */
export function slotsWanted(preferred: readonly PreferredTime[], hours: WorkingHours, now: number): Slot[] {
  return preferred.flatMap(time => proposed(time, hours) ?? []).filter(slot => startOf(slot) > now)
}

/** The half day that a slot lies in. */
export function halfDayOf({ day, from }: Slot): PreferredTime {
  return { date: day, part: from < NOON ? 'morning' : 'afternoon' }
}

/** Where the pickers stand at first: the appointment there is, the first wish, or the first half day of tomorrow. */
export function firstSlot(
  appointment: Appointment | null,
  wanted: readonly Slot[],
  hours: WorkingHours,
  now: number
): Slot {
  if (appointment && Date.parse(appointment.start) > now) return slotOf(appointment)
  if (wanted[0]) return wanted[0]
  const tomorrow = dayOf(now + DAY_MS)
  const [first] = DAY_PARTS.flatMap(part => proposed({ date: tomorrow, part }, hours) ?? [])
  return first ?? { day: tomorrow, from: NOON, until: NOON + PROPOSED_LENGTH }
}

/** The slot as an appointment of the API. */
export function appointmentOf(slot: Slot): Appointment {
  return { start: new Date(startOf(slot)).toISOString(), end: new Date(instantOf(slot.day, slot.until)).toISOString() }
}

/** What is wrong with a slot, or null. */
export function slotFault(slot: Slot, now: number): 'past' | 'endTooEarly' | null {
  if (startOf(slot) <= now) return 'past'
  return slot.until <= slot.from ? 'endTooEarly' : null
}

/** Moves the start and keeps the length, as far as the day allows. */
export function startingAt(slot: Slot, from: number, hours: WorkingHours): Slot {
  const length = Math.max(HALF_HOUR, slot.until - slot.from)
  return { ...slot, from, until: Math.min(halfHours(hours).at(-1) ?? from + length, from + length) }
}

/**
 * Two hours of a half day, from half an hour after its opening on, so that there is time for the way; null when that
 * half day is not worked.
 */
function proposed({ date, part }: PreferredTime, hours: WorkingHours): Slot | null {
  const open = hoursOfPart(hours, part)
  if (!open) return null
  const from = roundUp(open.until - open.from > HOUR ? open.from + HALF_HOUR : open.from)
  return { day: date, from, until: Math.max(from + HALF_HOUR, Math.min(from + PROPOSED_LENGTH, roundUp(open.until))) }
}

function roundUp(minutes: number): number {
  return Math.ceil(minutes / HALF_HOUR) * HALF_HOUR
}

function startOf({ day, from }: Slot): number {
  return instantOf(day, from)
}

function slotOf({ start, end }: Appointment): Slot {
  const day = dayOf(Date.parse(start))
  const minutes = (instant: string): number =>
    Math.round((Date.parse(instant) - instantOf(day)) / 60_000 / HALF_HOUR) * HALF_HOUR
  return { day, from: minutes(start), until: minutes(end) }
}
