import type { ResponsibilityKind, ResponsiblePerson } from '../contract/person'
import type { VillageDetail } from '../contract/village'

/**
 * Who answers for a village today: the one named for it, else the first of his backups who is there.
 * @param requiresPolice only a sworn officer will do
 * @returns null when nobody of the village is there, so that the station desk answers
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
