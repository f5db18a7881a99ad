/** Moves of the way there and back: schedule, set out, nobody home, finish, document ready, deliver. */
import type { Appointment } from '../../../src/contract/serviceRequestViews'
import { LIMITS } from '../../../src/contract/limits'
import { findItem } from '../../catalogue/findItem'
import { AppError, fieldError } from '../../errors'
import { DAY_MS, dayOf } from '../../../src/contract/day'
import { UNDATED } from '../clocks'
import type { ServiceRequestDoc } from '../model'
import type { Plan } from '../move'

export const schedule: Plan<'schedule'> = (_current, input, { now }) => {
  const appointment = checkAppointment(input, '', now)
  return { status: 'scheduled', set: booked(appointment), entry: { appointment } }
}

export const setOut: Plan<'setOut'> = () => ({ status: 'underway', entry: {} })

export const nobodyHome: Plan<'nobodyHome'> = (current, input, { now }) => {
  const appointment = checkAppointment(input.next, 'next.', now)
  return { status: 'scheduled', set: { ...booked(appointment), missed: current.missed + 1 }, entry: { text: input.text, appointment } }
}

export const finish: Plan<'finish'> = async (current, input, { viewer, now }) => {
  if (input.outcome === 'awaitingDocument') {
    const item = await findItem(current.itemCode)
    if (!item?.delivery) {
      throw new AppError('validationFailed', { fields: [{ path: 'outcome', message: '这个事项没有证件要送,请直接办结。' }] })
    }
  }
  const done = input.outcome === 'completed'
  return {
    status: input.outcome,
    set: {
      appointment: null,
      dueAt: current.expectedBy ?? UNDATED,
      // What was held is handed back on the spot when nothing remains to be made.
      ...(done && { custody: returnAll(current, applicantName(current), now) })
    },
    ...(!done && input.papersTaken.length > 0 && { push: { custody: { $each: taken(input.papersTaken, viewer, now) } } }),
    entry: { text: input.text || null, papers: done ? [] : input.papersTaken }
  }
}

export const documentReady: Plan<'documentReady'> = (current, input, { now }) => {
  const holder = { id: String(current.assignee.person), name: current.assignee.name }
  return {
    status: 'delivering',
    push: { custody: { $each: taken(input.papers, holder, now) } },
    entry: { papers: input.papers }
  }
}

export const deliver: Plan<'deliver'> = (current, input, { now }) => ({
  status: 'completed',
  set: { custody: returnAll(current, input.receivedBy, now) },
  entry: { text: input.text || null, papers: current.custody.filter(entry => !entry.returned).map(entry => entry.paper) }
})

/** @throws AppError timeInPast, timeTooFar or validationFailed at `<prefix>start` or `<prefix>end` */
function checkAppointment(input: Appointment, prefix: string, now: number): { start: Date; end: Date } {
  const start = new Date(input.start)
  const end = new Date(input.end)
  if (start.getTime() <= now) throw fieldError('timeInPast', `${prefix}start`)
  if (start.getTime() - now > LIMITS.daysAhead * DAY_MS) throw fieldError('timeTooFar', `${prefix}start`)
  if (end <= start || dayOf(end.getTime()) !== dayOf(start.getTime())) {
    throw new AppError('validationFailed', { fields: [{ path: `${prefix}end`, message: '结束时间要在同一天,并且晚于开始时间。' }] })
  }
  return { start, end }
}

function booked(appointment: { start: Date; end: Date }): Record<string, unknown> {
  return { appointment, timeChangeAsked: false, dueAt: appointment.start, waitingOn: null, waitingSince: null, materialAsked: null }
}

function taken(papers: readonly string[], holder: { id: string; name: string }, now: number): object[] {
  return papers.map(paper => ({ paper, holder: { person: holder.id, name: holder.name }, since: new Date(now), returned: null }))
}

/** Every paper with its return; those that are back already keep theirs. */
export function returnAll(current: ServiceRequestDoc, to: string, now: number): object[] {
  return current.custody.map(({ paper, holder, since, returned }) => ({
    paper, holder: { person: holder.person, name: holder.name }, since, returned: returned ?? { at: new Date(now), to }
  }))
}

function applicantName(current: ServiceRequestDoc): string {
  return current.beneficiary?.name ?? current.applicant.name
}
