/** Reads all answers to a question a page at a time; what is read may be changed before the next page is read. */
import { afterCursor } from '../cursor'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { overdue, SOONEST_FIRST, type Question } from './questions'

const PAGE = 100

/** Matters of which only these fields, and the id, were read. */
type Read<F extends keyof StoredMatter> = Array<Pick<StoredMatter, F | '_id'>>

/** The matters that a question finds, in the order of their ids. */
export async function* inOrderOfIds<F extends keyof StoredMatter>(
  { filter }: Question, fields: readonly F[]
): AsyncGenerator<Read<F>, void> {
  let after: StoredMatter['_id'] | null = null
  for (;;) {
    const page: Read<F> = await Matter.find({ ...filter, ...(after && { _id: { $gt: after } }) })
      .select(['_id', ...fields]).sort({ _id: 1 }).limit(PAGE).lean<Read<F>>()
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)!._id
  }
}

/** The open matters past their next deadline, the longest overdue first. @param now ms since 1970 */
export async function* overdueMatters<F extends keyof StoredMatter>(
  now: number, fields: readonly F[]
): AsyncGenerator<Read<F | 'dueAt'>, void> {
  let after: Read<'dueAt'>[number] | null = null
  for (;;) {
    const beyond: object | null = after && afterCursor(SOONEST_FIRST, [after.dueAt, after._id])
    const page: Read<F | 'dueAt'> = await Matter.find({ ...overdue(now).filter, ...beyond })
      .select(['_id', 'dueAt', ...fields]).sort({ dueAt: 1, _id: 1 }).limit(PAGE).lean<Read<F | 'dueAt'>>()
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)!
  }
}
