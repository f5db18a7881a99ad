import type { ResponsibilityKind, ResponsiblePerson } from '../contract/person'
import type { VillageDetail } from '../contract/village'

/**
 * Who answers for a village today: the primary, else the first backup who is not on leave.
 * @param requiresPolice true when only a sworn officer may answer
 * @returns null when nobody of the village is available, so that the station desk answers
 */
export function whoAnswers(
  { officer, agent, backups }: Pick<VillageDetail, 'officer' | 'agent' | 'backups'>,
  kind: ResponsibilityKind,
  requiresPolice = false
): ResponsiblePerson | null {
  const primary = kind === 'officer' ? officer : agent
  const inOrder = [primary, ...backups.filter(person => person.kind === kind)]
  return inOrder.find(person => person && !person.onLeave && (!requiresPolice || person.rank === 'police')) ?? null
}
