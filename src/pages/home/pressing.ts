import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'

type Row = Pick<ServiceRequestSummary, 'waitingOn' | 'appointment' | 'createdAt'>

/** The rows one should see first: what waits for oneself, then the next appointment, then the newest. */
export function mostPressing<R extends Row>(rows: readonly R[], most: number): R[] {
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b) || timeOf(a) - timeOf(b)).slice(0, most)
}

function rankOf({ waitingOn, appointment }: Row): number {
  if (waitingOn === 'resident') return 0
  return appointment ? 1 : 2
}

/** Appointments by when they are; the others newest first. */
function timeOf({ appointment, createdAt }: Row): number {
  return appointment ? Date.parse(appointment.start) : -Date.parse(createdAt)
}
