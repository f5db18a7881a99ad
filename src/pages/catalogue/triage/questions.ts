/**
 * Which questions the triage asks, in which order: only those that the advice depends on. Follows the rules of the
 * BFF's triage.
 */
import { openChannels, type Catalogue, type CatalogueItem, type TriageAnswers } from '../../../contract/catalogue'
import { OTHERS } from '../others'

export const QUESTIONS = ['danger', 'subject', 'matter', 'canTravel', 'presentAtHome', 'materialsReady'] as const
export type QuestionName = (typeof QUESTIONS)[number]

/** The replies: yes or no; for `subject` a category, for `matter` a code. */
export type Replies = Partial<Record<QuestionName, string>>

/** The subject of the triage: an item, a matter of another office, or not known yet. */
export type Matter = { kind: 'item'; item: CatalogueItem } | { kind: 'others'; code: string } | null

/** The item or matter with this code; null without a code or for an unknown one. */
export function matterOf({ items, otherMatters }: Catalogue, code: string | undefined): Matter {
  const item = items.find(one => one.code === code)
  if (item) return { kind: 'item', item }
  const other = otherMatters.find(one => one.code === code)
  return other ? { kind: 'others', code: other.code } : null
}

/**
 * The questions from first to last, as far as the replies decide; a missing reply counts as the one that leads to more
 * questions.
 * @param named true when the screen was opened for a certain matter
 */
export function questionsFor(matter: Matter, named: boolean, replies: Replies): QuestionName[] {
  const questions: QuestionName[] = ['danger']
  if (!named) questions.push('subject', 'matter')
  if (matter?.kind === 'item') questions.push(...questionsOfItem(matter.item, replies))
  return questions
}

function questionsOfItem(item: CatalogueItem, replies: Replies): QuestionName[] {
  const questions: QuestionName[] = []
  const open = openChannels(item)
  const visit = open.includes('homeVisit') && !open.includes('paperwork') && !examined(item)
  if (visit) questions.push('canTravel')
  // A person who can't travel is visited at home.
  if (visit && item.presenceRequired && replies.canTravel !== 'no') questions.push('presentAtHome')
  if (item.materials.length > 0) questions.push('materialsReady')
  return questions
}

function examined({ presenceRequired, presenceKind }: CatalogueItem): boolean {
  return presenceRequired && presenceKind === 'exam'
}

/** The answers as the BFF expects them. `canTravel` is true where the question was not asked. */
export function answersOf(questions: readonly QuestionName[], replies: Replies): TriageAnswers {
  const asked = (question: QuestionName) => questions.includes(question)
  return {
    danger: replies.danger === 'yes',
    canTravel: !asked('canTravel') || replies.canTravel === 'yes',
    ...(asked('presentAtHome') && { presentAtHome: replies.presentAtHome === 'yes' }),
    ...(asked('materialsReady') && { materialsReady: replies.materialsReady === 'yes' })
  }
}

/** The replies with one more; a change of `subject` removes the reply to `matter`. */
export function withReply(replies: Replies, question: QuestionName, reply: string): Replies {
  const next = { ...replies, [question]: reply }
  if (question === 'subject' && replies.subject !== reply) delete next.matter
  return next
}

/** The items and matters of a subject. */
export function choicesWithin(
  { items, otherMatters }: Catalogue,
  subject: string | undefined
): { code: string; name: string }[] {
  return subject === OTHERS ? otherMatters : items.filter(item => item.categoryCode === subject)
}
