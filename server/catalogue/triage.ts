/**
 * Triage (F02): the recommended way for a matter, as a table of rules read from top to bottom; the first rule that
 * holds decides.
 */
import type { CatalogueItem, Channel, TriageAnswers, TriageOutcome, TriageReason } from '../../src/contract/catalogue'

/** What the rules look at: a catalogue item, or null for a matter that others answer. */
export type TriageMatter = Pick<CatalogueItem, 'channels' | 'presenceRequired' | 'presenceKind'> | null

interface Rule {
  outcome: TriageOutcome
  reason: TriageReason
  holds(matter: NonNullable<TriageMatter>, answers: TriageAnswers): boolean
}

const offers = (matter: NonNullable<TriageMatter>, channel: Channel) => matter.channels.includes(channel)
/** Unanswered counts as being at home: the visit is arranged by phone anyway. */
const isThere = (matter: NonNullable<TriageMatter>, answers: TriageAnswers) =>
  !matter.presenceRequired || answers.presentAtHome !== false

const RULES: readonly Rule[] = [
  // Examinations take place where the equipment is, whoever asks.
  {
    outcome: 'counter', reason: 'examOnSite',
    holds: matter => matter.presenceRequired && matter.presenceKind === 'exam'
  },
  {
    outcome: 'paperwork', reason: 'agentCanHandle',
    holds: matter => !matter.presenceRequired && offers(matter, 'paperwork')
  },
  // The officer goes to where the person is, so for somebody who can't travel being away from home makes no difference.
  {
    outcome: 'homeVisit', reason: 'cannotTravel',
    holds: (matter, answers) => offers(matter, 'homeVisit') && !answers.canTravel
  },
  {
    outcome: 'homeVisit', reason: 'presenceAtHome',
    holds: (matter, answers) => offers(matter, 'homeVisit') && isThere(matter, answers)
  },
  { outcome: 'counter', reason: 'nobodyAtHome', holds: matter => offers(matter, 'homeVisit') },
  { outcome: 'counter', reason: 'equipmentOnlyAtCounter', holds: () => true }
]

/** The answer of the rules. Danger takes precedence over everything, a matter for others over every way of handling. */
export function triage(matter: TriageMatter, answers: TriageAnswers): { outcome: TriageOutcome; reason: TriageReason } {
  if (answers.danger) return { outcome: 'call110', reason: 'danger' }
  if (matter === null) return { outcome: 'notPolice', reason: 'notPolice' }
  const { outcome, reason } = RULES.find(rule => rule.holds(matter, answers))!
  return { outcome, reason }
}

/** The channel that an outcome opens; null when the outcome is not a service request. */
export function channelOf(outcome: TriageOutcome): Channel | null {
  return outcome === 'paperwork' || outcome === 'homeVisit' ? outcome : null
}
