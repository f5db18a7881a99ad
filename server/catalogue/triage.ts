/** Triage (F02): what to do about a matter, as a table read from top to bottom; the first rule that holds answers. */
import type { CatalogueItem, Channel, TriageAnswers, TriageOutcome, TriageReason } from '../../src/contract/catalogue'

/** What the rules look at: a catalogue item, or null for a matter that others answer. */
export type TriageMatter = Pick<CatalogueItem, 'channels' | 'presenceRequired' | 'presenceKind'> | null

interface Rule {
  outcome: TriageOutcome
  reason: TriageReason
  holds(matter: NonNullable<TriageMatter>, answers: TriageAnswers): boolean
}

const offers = (matter: NonNullable<TriageMatter>, channel: Channel) => matter.channels.includes(channel)
/** Not asked counts as at home: the visit is arranged by phone anyway. */
const isThere = (matter: NonNullable<TriageMatter>, answers: TriageAnswers) =>
  !matter.presenceRequired || answers.presentAtHome !== false

const RULES: readonly Rule[] = [
  // Examined where the equipment is, whoever asks.
  {
    outcome: 'counter',
    reason: 'examOnSite',
    holds: matter => matter.presenceRequired && matter.presenceKind === 'exam'
  },
  {
    outcome: 'paperwork',
    reason: 'agentCanHandle',
    holds: matter => !matter.presenceRequired && offers(matter, 'paperwork')
  },
  // The officer goes where the person is, so being away from home doesn't matter to somebody who can't travel.
  {
    outcome: 'homeVisit',
    reason: 'cannotTravel',
    holds: (matter, answers) => offers(matter, 'homeVisit') && !answers.canTravel
  },
  {
    outcome: 'homeVisit',
    reason: 'presenceAtHome',
    holds: (matter, answers) => offers(matter, 'homeVisit') && isThere(matter, answers)
  },
  { outcome: 'counter', reason: 'nobodyAtHome', holds: matter => offers(matter, 'homeVisit') },
  { outcome: 'counter', reason: 'equipmentOnlyAtCounter', holds: () => true }
]

/** The answer of the rules. Danger goes before everything, a matter for others before every way of handling it. */
export function triage(matter: TriageMatter, answers: TriageAnswers): { outcome: TriageOutcome; reason: TriageReason } {
  if (answers.danger) return { outcome: 'call110', reason: 'danger' }
  if (matter === null) return { outcome: 'notPolice', reason: 'notPolice' }
  const { outcome, reason } = RULES.find(rule => rule.holds(matter, answers))!
  return { outcome, reason }
}

/** The channel an outcome opens; null when it is not a service request. */
export function channelOf(outcome: TriageOutcome): Channel | null {
  return outcome === 'paperwork' || outcome === 'homeVisit' ? outcome : null
}
