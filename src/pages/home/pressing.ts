import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'

type Row = Pick<ServiceRequestSummary, 'waitingOn' | 'appointment' | 'createdAt'>

/** The most pressing rows: those that wait for the resident, then the next appointments, then the newest. */
export function mostPressing<R extends Row>(rows: readonly R[], most: number): R[] {
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b) || timeOf(a) - timeOf(b)).slice(0, most)
}

function rankOf({ waitingOn, appointment }: Row): number {
  if (waitingOn === 'resident') return 0
  return appointment ? 1 : 2
}

/** Orders rows by appointment; rows without one newest first. */
function timeOf({ appointment, createdAt }: Row): number {
  return appointment ? Date.parse(appointment.start) : -Date.parse(createdAt)
}
