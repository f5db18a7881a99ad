/**
 * Which questions the triage asks, in which order: only those that the answer hangs on. Follows the rules of the BFF's
 * triage.
 */
import { openChannels, type Catalogue, type CatalogueItem, type TriageAnswers } from '../../../contract/catalogue'
import { OTHERS } from '../others'

export const QUESTIONS = ['danger', 'subject', 'matter', 'canTravel', 'presentAtHome', 'materialsReady'] as const
export type QuestionName = (typeof QUESTIONS)[number]

/** What has been answered: yes or no, for `subject` a category, for `matter` a code. */
export type Replies = Partial<Record<QuestionName, string>>

/** What it is about: an item, a matter for others, or not known yet. */
export type Matter = { kind: 'item'; item: CatalogueItem } | { kind: 'others'; code: string } | null

/** What a code names; null for none or an unknown one. */
export function matterOf({ items, otherMatters }: Catalogue, code: string | undefined): Matter {
  const item = items.find(one => one.code === code)
  if (item) return { kind: 'item', item }
  const other = otherMatters.find(one => one.code === code)
  return other ? { kind: 'others', code: other.code } : null
}

/**
 * The questions from first to last as far as the replies tell; a reply not yet given counts as the one that asks more.
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
  // Whoever can't go out is visited where he is.
  if (visit && item.presenceRequired && replies.canTravel !== 'no') questions.push('presentAtHome')
  if (item.materials.length > 0) questions.push('materialsReady')
  return questions
}

function examined({ presenceRequired, presenceKind }: CatalogueItem): boolean {
  return presenceRequired && presenceKind === 'exam'
}

/** The answers as the BFF wants them. Whether somebody can travel counts as yes where nothing hangs on it. */
export function answersOf(questions: readonly QuestionName[], replies: Replies): TriageAnswers {
  const asked = (question: QuestionName) => questions.includes(question)
  return {
    danger: replies.danger === 'yes',
    canTravel: !asked('canTravel') || replies.canTravel === 'yes',
    ...(asked('presentAtHome') && { presentAtHome: replies.presentAtHome === 'yes' }),
    ...(asked('materialsReady') && { materialsReady: replies.materialsReady === 'yes' })
  }
}

/** Replies with one more; another subject makes the matter chosen before void. */
export function withReply(replies: Replies, question: QuestionName, reply: string): Replies {
  const next = { ...replies, [question]: reply }
  if (question === 'subject' && replies.subject !== reply) delete next.matter
  return next
}

/** Everything one may choose from within a subject. */
export function choicesWithin(
  { items, otherMatters }: Catalogue,
  subject: string | undefined
): { code: string; name: string }[] {
  return subject === OTHERS ? otherMatters : items.filter(item => item.categoryCode === subject)
}
