/** Moves around a visit: schedule, set out, nobody home, finish. */
import { DAY_MS, dayOf } from '../../../src/contract/day'
import { LIMITS } from '../../../src/contract/limits'
import type { Appointment } from '../../../src/contract/serviceRequestViews'
import { findItem } from '../../catalogue/findItem'
import { fieldError, invalidField } from '../../errors'
import { refTo } from '../../matters/assignment'
import { clockRuns, UNDATED } from '../../matters/clocks'
import { written } from '../../matters/contacts'
import type { StoredWindow } from '../../matters/matterFields'
import type { StoredServiceRequest } from '../serviceRequestFields'
import { presentContacts } from '../beneficiaryOf'
import type { ServiceRequestPlan } from './answering'
import { held, returnAll, takeInto } from './custody'

export const schedule: ServiceRequestPlan<'schedule'> = (current, input, { now, deps }) => {
  const appointment = checkAppointment(input, '', now)
  return {
    status: 'scheduled',
    set: { ...booked(appointment), ...clockRuns(current, now, deps), lastMiss: null },
    entry: { appointment },
    tell: [{ event: current.appointment === null ? 'visitSet' : 'visitMoved', to: 'residents' }]
  }
}

/**
 * Whoever sets out waits for nobody any more: paperwork may begin before the material that was asked for has come.
 * Nobody has to be at home for paperwork, so nobody is told.
 */
export const setOut: ServiceRequestPlan<'setOut'> = async (current, _input, { now, deps }) => {
  // The phone keeps the numbers from this answer on, for a door without signal.
  const contacts = current.beneficiary?.id ? { contacts: written(await presentContacts(current, deps)) } : {}
  const waited = current.waitingOn !== null
  const clock = clockRuns(current, now, deps)
  const set = {
    ...contacts,
    ...(current.lastMiss && { lastMiss: null }),
    ...(waited && { ...clock, materialAsked: null, dueAt: clock.expectedBy ?? UNDATED })
  }
  return {
    status: 'underway',
    ...(Object.keys(set).length > 0 && { set }),
    entry: {},
    ...(current.channel === 'homeVisit' && { tell: [{ event: 'setOut', to: 'residents' }] })
  }
}

export const finish: ServiceRequestPlan<'finish'> = async (
  current,
  { outcome, papersTaken, text },
  { viewer, now, deps }
) => {
  if (outcome === 'awaitingDocument') {
    const item = await findItem(current.itemCode, deps)
    if (!item?.delivery) {
      throw invalidField('outcome', '这个事项没有证件要送，请直接办结。')
    }
  }
  const done = outcome === 'completed'
  return {
    status: outcome,
    set: {
      appointment: null,
      dueAt: current.expectedBy ?? UNDATED,
      // Held papers are handed back at once when no document remains to be made.
      ...(done
        ? returnAll(current, { to: recipientOf(current), relation: 'self' }, refTo(viewer), now)
        : takeInto(current, papersTaken, refTo(viewer), now))
    },
    entry: { text: text || null, papers: done ? held(current).map(({ paper }) => paper) : papersTaken },
    tell: [{ event: done ? 'completed' : 'documentBeingMade', to: 'residents' }]
  }
}

/** @throws AppError timeInPast, timeTooFar or validationFailed at `<prefix>start` or `<prefix>end` */
export function checkAppointment(input: Appointment, prefix: string, now: number): StoredWindow {
  const start = new Date(input.start)
  const end = new Date(input.end)
  if (start.getTime() <= now) throw fieldError('timeInPast', `${prefix}start`)
  if (start.getTime() - now > LIMITS.daysAhead * DAY_MS) throw fieldError('timeTooFar', `${prefix}start`)
  if (end <= start || dayOf(end.getTime()) !== dayOf(start.getTime())) {
    throw invalidField(`${prefix}end`, '结束时间要在同一天，并且晚于开始时间。')
  }
  return { start, end }
}

type Booking = Pick<StoredServiceRequest, 'appointment' | 'timeChangeAsked' | 'dueAt' | 'materialAsked'>

/** The fields of a matter with an appointment. */
export function booked(appointment: StoredWindow): Booking {
  return {
    appointment,
    timeChangeAsked: false,
    dueAt: appointment.start,
    materialAsked: null
  }
}

function recipientOf({ beneficiary, applicant }: StoredServiceRequest): string {
  return beneficiary?.name ?? applicant.name
}
