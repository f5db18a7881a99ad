/**
 * The search for a person who does not open the door, as part of the matter: its steps with their times, the answers,
 * and what follows from both. Pure: plans and rounds write what these functions work out.
 */
import type { Types } from 'mongoose'
import { ENDING_ANSWERS, type SearchAnswer } from '../../src/contract/search'
import type { Named, Tell } from './change'
import { UNDATED } from './clocks'
import { kindOf } from './kind'
import type { StoredAsked, StoredMatter, StoredSearch, StoredSearchStep } from './matterFields'

const MINUTE_MS = 60_000

/** The deadline of every matter in which a person is looked for: such matters stand first in every list. */
export const FIRST_OF_ALL = new Date(0)

/** Helpers see how a search ended for this long. */
const SEEN_AFTER_MS = 24 * 60 * MINUTE_MS

/** Whether nobody knows yet where the person is. */
export function isSearching({ search }: Pick<StoredMatter, 'search'>): boolean {
  return search != null && search.ended === null
}

/** Whether somebody was asked to look, as one of the village, and may still answer. @param now ms since 1970 */
export function isHelper({ search }: Pick<StoredMatter, 'search'>, person: string, now: number): boolean {
  if (search == null || (search.ended !== null && search.ended.at.getTime() + SEEN_AFTER_MS < now)) return false
  return isAmongAsked({ search }, person)
}

/** Whether a step of the search asks this person by the person's account. */
export function isAmongAsked({ search }: Pick<StoredMatter, 'search'>, person: string): boolean {
  return search?.steps.some(({ people }) =>
    people.some(one => one.person !== null && String(one.person) === person)) ?? false
}

/** The accounts of the people of one kind. */
function accountsOf(people: readonly StoredAsked[], wanted: StoredAsked['kind']): Types.ObjectId[] {
  return people.flatMap(({ kind, person }) => kind === wanted && person ? [person] : [])
}

/** Whether a person has to do with the matter only because somebody is looked for, whenever that was. */
export function isAskedToLook(
  { search, applicant, assignee }: Pick<StoredMatter, 'search' | 'applicant' | 'assignee'>, person: string
): boolean {
  return String(applicant.person) !== person && String(assignee.person) !== person && isAmongAsked({ search }, person)
}

/** A step before its times are known. */
export type Outline = Pick<StoredSearchStep, 'name' | 'people'> & {
  /** null: no limit. */
  minutes: number | null
}

/** The steps with their times, one after another; a step without anybody takes no time. @param now ms since 1970 */
export function laidOut(outline: readonly Outline[], now: number): StoredSearchStep[] {
  let from = now
  return outline.map(({ name, people, minutes }) => {
    const begins = from
    if (minutes !== null && people.length > 0) from += minutes * MINUTE_MS
    return {
      name,
      people,
      from: new Date(begins),
      until: minutes === null ? null : new Date(from),
      toldAt: null,
      skipped: false
    }
  })
}

/** The index of the step whose answer is waited for: the last one whose people were told. */
export function currentStep({ steps }: Pick<StoredSearch, 'steps'>): number {
  return steps.reduce((last, { toldAt }, index) => toldAt === null ? last : index, 0)
}

/** The steps when the one after `index` begins now instead of later; those behind it keep their lengths. */
export function broughtForward(steps: readonly StoredSearchStep[], index: number, now: number): StoredSearchStep[] {
  const next = steps[index + 1]
  const earlier = next ? Math.max(0, next.from.getTime() - now) : 0
  return steps.map((step, at) => at <= index ? step : {
    ...step,
    from: new Date(step.from.getTime() - earlier),
    until: step.until && new Date(step.until.getTime() - earlier)
  })
}

/** The search after somebody's answer. When all whom a step asks could not reach the person, the next one begins. */
export function answered(search: StoredSearch, key: string, answer: SearchAnswer, now: number): StoredSearch {
  const answeredAt = new Date(now)
  const steps = search.steps.map(step => ({
    ...step, people: step.people.map(one => one.key === key ? { ...one, answer, answeredAt } : one)
  }))
  const at = currentStep(search)
  const failed = steps[at]!.people.every(one => one.answer === 'unreached')
  return { ...search, steps: failed && !isEnding(answer) ? broughtForward(steps, at, now) : steps }
}

/** Whether an answer ends the search. */
export function isEnding(answer: SearchAnswer): answer is 'seen' | 'away' | 'emergency' {
  return ENDING_ANSWERS.includes(answer)
}

/** The next step whose time has come and whose people were not told. @param now ms since 1970 */
export function dueStep(search: StoredSearch, now: number): StoredSearchStep | null {
  return search.steps.find(({ from, toldAt }) => toldAt === null && from.getTime() <= now) ?? null
}

/** The search with its step marked as told. @param now ms since 1970 */
export function toldStep(search: StoredSearch, name: StoredSearchStep['name'], now: number): StoredSearch {
  return {
    ...search, steps: search.steps.map(step => step.name === name ? { ...step, toldAt: new Date(now) } : step)
  }
}

/** The people whom a step asks. @param desk the people of the station's desk, told in the last step */
export function askedBy(
  step: StoredSearchStep, { applicant, assignee }: Pick<StoredMatter, 'applicant' | 'assignee'>, desk: Types.ObjectId[]
): Tell {
  if (step.name === 'desk') return { event: 'searchStuck', to: { staff: desk, residents: [] } }
  const to: Named = {
    staff: step.name === 'officer' ? [assignee.person] : accountsOf(step.people, 'agent'),
    residents: step.name === 'relative' ? [applicant.person] : accountsOf(step.people, 'neighbour')
  }
  return { event: 'lookForPerson', to }
}

/** Whether the desk's own step has begun, of which the chief is told. */
export function reachedDesk({ search }: Pick<StoredMatter, 'search'>): boolean {
  return search?.steps.some(({ name, toldAt }) => name === 'desk' && toldAt !== null) ?? false
}

/** Everybody who was told of the search so far, and the desk. */
export function toldOfSearch(
  { search, applicant, assignee }: Pick<StoredMatter, 'search' | 'applicant' | 'assignee'>, desk: Types.ObjectId[]
): Named {
  const told = (search?.steps ?? []).filter(({ toldAt }) => toldAt !== null).flatMap(({ people }) => people)
  return {
    staff: [assignee.person, ...desk, ...accountsOf(told, 'agent')],
    residents: [
      ...told.some(({ kind }) => kind === 'relative') ? [applicant.person] : [], ...accountsOf(told, 'neighbour')
    ]
  }
}

/**
 * What a search does to the place of a matter in the lists: first of all while it is under way, and where the matter
 * belongs once it has ended.
 */
export function placeInLists(
  before: StoredMatter, after: StoredMatter
): Partial<Pick<StoredMatter, 'dueAt' | 'precedence'>> {
  if (isSearching(after)) return { dueAt: FIRST_OF_ALL, precedence: 0 }
  if (!isSearching(before)) return {}
  const { status, acceptBy, appointment, expectedBy, specialGroups } = after
  const next = status === kindOf(after).table.initial ? acceptBy : appointment?.start ?? expectedBy
  return { dueAt: next ?? UNDATED, precedence: specialGroups.length > 0 ? 0 : 1 }
}
