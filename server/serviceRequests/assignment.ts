import type { RoutingCause, RoutingStep } from '../../src/contract/serviceRequestViews'
import type { Deps } from '../deps'
import { acceptDeadline, deskDeadline } from './clocks'
import type { Candidate } from './route'

/** The fields of a service request that a new assignment sets; what the former assignee had done with it is gone. */
export interface AssignmentFields {
  assignee: { person: string; name: string; phone: string; rank: Candidate['rank']; level: Candidate['level']; kind: Candidate['kind'] }
  offeredTo: Array<{ person: string; from: Date }>
  acceptBy: Date | null
  dueAt: Date
  acceptedAt: null
  handsetAt: null
  appointment: null
  timeChangeAsked: false
  waitingOn: null
  waitingSince: null
  materialAsked: null
}

/**
 * Assigns to `chosen` from `now` on. To the backups it is offered when the time to accept has run out, to the station desk
 * after as long again; this is written down now, so no timer has to be alive then.
 * @param now ms since 1970
 */
export function assignTo(
  chosen: Candidate, next: readonly Candidate[], now: number, special: boolean, deps: Pick<Deps, 'settings' | 'calendar'>
): AssignmentFields {
  const acceptBy = acceptDeadline(now, special, deps)
  return {
    assignee: {
      person: chosen.id, name: chosen.name, phone: chosen.phone, rank: chosen.rank, level: chosen.level, kind: chosen.kind
    },
    offeredTo: [{ person: chosen.id, from: new Date(now) }, ...laterOffers(next, acceptBy, deps)],
    acceptBy: acceptBy === null ? null : new Date(acceptBy),
    dueAt: new Date(acceptBy ?? now),
    acceptedAt: null,
    handsetAt: null,
    appointment: null,
    timeChangeAsked: false,
    waitingOn: null,
    waitingSince: null,
    materialAsked: null
  }
}

function laterOffers(
  next: readonly Candidate[], acceptBy: number | null, deps: Pick<Deps, 'settings' | 'calendar'>
): Array<{ person: string; from: Date }> {
  if (acceptBy === null) return []
  const deskFrom = deskDeadline(acceptBy, deps)
  return next.flatMap(candidate => {
    const from = candidate.level === 'stationDuty' ? deskFrom : acceptBy
    return from === null ? [] : [{ person: candidate.id, from: new Date(from) }]
  })
}

/** A round of routing as it is stored. */
export function roundOf(cause: RoutingCause, steps: readonly RoutingStep[], now: number): object {
  return {
    at: new Date(now),
    cause,
    steps: steps.map(step => ({
      level: step.level, outcome: step.outcome, person: step.person && { person: step.person.id, name: step.person.name }
    }))
  }
}
