/**
 * Who answers a matter: the routing order (F10) and the rules on rank, leave and conflicts of interest (F11), as a pure
 * function.
 */
import { isWithin } from '../../src/contract/day'
import type { Rank } from '../../src/contract/roles'
import type { RoutingLevel, RoutingOutcome, RoutingStep } from '../../src/contract/serviceRequestViews'
import type { StoredNoSignal } from './matterFields'

/** A person whom routing considers. Days are YYYY-MM-DD in Shanghai, both ends included. */
export interface Candidate {
  id: string
  name: string
  phone: string
  phoneIndex: string
  rank: Rank | null
  active: boolean
  leave: ReadonlyArray<{ from: string; until: string }>
  /** When the person has no signal: routing doesn't ask, the clocks of the person's matters do. */
  noSignal: readonly StoredNoSignal[]
  level: RoutingLevel
  kind: 'agent' | 'officer' | 'desk'
  /** From when until when the person is named; null ends are open. */
  from: string | null
  until: string | null
}

export interface RoutingQuestion {
  /** Only a sworn officer may take the matter. */
  needsPolice: boolean
  /** The day of the routing. */
  day: string
  /** In the routing order. */
  candidates: readonly Candidate[]
  /**
   * People the matter concerns, by id and by the hash of a phone: they are passed over, and as staff they cannot see
   * the matter.
   */
  concerned: ReadonlySet<string>
  handedBack: ReadonlySet<string>
  /** Start at the station desk: the complaint is about the officer. */
  deskFirst?: boolean
}

export interface RoutingAnswer {
  chosen: Candidate
  /**
   * Eligible people after the chosen one, in order: the matter is offered to them when the chosen one does not accept
   * in time.
   */
  next: Candidate[]
  steps: RoutingStep[]
}

const LEVELS: readonly RoutingLevel[] = ['named', 'backup', 'stationDuty', 'districtDesk']

/**
 * Goes through the candidates in order and records every step up to the chosen one. When nobody else is left, the
 * district desk is chosen even on leave, because a matter always needs an assignee.
 * @returns null only when no district desk can take the matter either
 */
export function route(question: RoutingQuestion): RoutingAnswer | null {
  const levels = question.deskFirst ? LEVELS.slice(2) : LEVELS
  const steps: RoutingStep[] = []
  for (const level of levels) {
    const asked = question.candidates.filter(candidate => candidate.level === level)
    if (asked.length === 0 && level !== 'backup') steps.push({ level, person: null, outcome: 'nobody' })
    for (const candidate of asked) {
      const outcome = outcomeOf(candidate, question)
      steps.push(stepOf(candidate, outcome))
      if (outcome === 'chosen') return { chosen: candidate, next: laterOnes(candidate, question, levels), steps }
    }
  }
  return lastResort(question, steps)
}

/** Why a candidate is passed over, or `chosen`. */
export function outcomeOf(candidate: Candidate, question: RoutingQuestion): RoutingOutcome {
  if (question.handedBack.has(candidate.id)) return 'handedBack'
  if (question.concerned.has(candidate.id) || question.concerned.has(candidate.phoneIndex)) return 'conflictOfInterest'
  if (!candidate.active) return 'inactive'
  if (!isWithin(question.day, candidate)) return 'notInDates'
  if (candidate.leave.some(span => isWithin(question.day, span))) return 'onLeave'
  if (question.needsPolice && candidate.rank !== 'police') return 'needsPolice'
  return 'chosen'
}

function stepOf(candidate: Candidate, outcome: RoutingOutcome): RoutingStep {
  return { level: candidate.level, person: { id: candidate.id, name: candidate.name }, outcome }
}

function laterOnes(chosen: Candidate, question: RoutingQuestion, levels: readonly RoutingLevel[]): Candidate[] {
  const seen = new Set([chosen.id])
  const rest = levels.flatMap(level => question.candidates.filter(candidate => candidate.level === level))
  return rest.slice(rest.indexOf(chosen) + 1).filter(candidate => {
    if (seen.has(candidate.id) || candidate.level === 'districtDesk') return false
    // Only an eligible row counts as the person's: dates belong to a row, and the person may have a later one.
    if (outcomeOf(candidate, question) !== 'chosen') return false
    seen.add(candidate.id)
    return true
  })
}

function lastResort(question: RoutingQuestion, steps: RoutingStep[]): RoutingAnswer | null {
  const chosen = question.candidates.find(candidate =>
    candidate.level === 'districtDesk' && outcomeOf({ ...candidate, leave: [] }, question) === 'chosen')
  return chosen ? { chosen, next: [], steps: [...steps, stepOf(chosen, 'chosen')] } : null
}
