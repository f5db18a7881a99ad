import type { Channel } from '../../src/contract/catalogue'
import type { ResponsibilityKind } from '../../src/contract/person'

/**
 * Which of a village's named people the order of routing asks first: the agent for paperwork, the officer for a visit.
 */
export function namedKindOf(channel: Channel): ResponsibilityKind {
  return channel === 'paperwork' ? 'agent' : 'officer'
}
