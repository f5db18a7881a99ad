/** Works out whom a move concerns, in the same write as the move. Delivery happens afterwards (server/notices). */
import type { Types } from 'mongoose'
import type { Audience, Change, Named, Tell } from './change'
import type { StoredMatter, StoredTold } from './matterFields'
import { isSearching } from './search'

/** How a matter stands around a move, as far as it matters to who is told. */
type Around = Pick<StoredMatter, 'applicant' | 'beneficiary' | 'assignee'>

/** The move that causes events: who made it, when, and the position of its timeline entry. */
interface Cause {
  by: Types.ObjectId
  at: Date
  entry: number
}

/** The events of a submission: the first assignee hears of the matter. */
export function toldOfSubmission(matter: Around, cause: Cause): StoredTold[] {
  return [toldOf({ event: 'assigned', to: 'assignee' }, matter, cause)].filter(isHeard)
}

/**
 * The events of a move: those that the plan names, then those of another assignee.
 * @param before the matter before the move
 */
export function toldOfMove<D extends StoredMatter>(before: D, change: Change<D>, cause: Cause): StoredTold[] {
  const assignee = (change.set as Partial<StoredMatter> | undefined)?.assignee ?? before.assignee
  const after = { applicant: before.applicant, beneficiary: before.beneficiary, assignee }
  const told = (change.tell ?? []).map(tell => toldOf(tell, after, cause))
  if (!assignee.person.equals(before.assignee.person)) {
    told.push(
      // Whoever takes a matter over in which a person is looked for hears that first.
      ...isSearching(before) ? [toldOf({ event: 'lookForPerson', to: 'assignee' }, after, cause)] : [],
      toldOf({ event: 'assigned', to: 'assignee' }, after, cause),
      toldOf({ event: 'takenOver', to: 'assignee' }, before, cause),
      toldOf({ event: 'passedOn', to: 'residents' }, after, cause)
    )
  }
  return told.filter(isHeard)
}

function toldOf(
  { event, to }: Tell, { applicant, beneficiary, assignee }: Around, { by, at, entry }: Cause
): StoredTold {
  const others = (people: Types.ObjectId[]): Types.ObjectId[] => people.filter(person => !person.equals(by))
  return {
    once: `entry:${entry}`,
    event,
    at,
    by,
    entry,
    staff: others(isNamed(to) ? to.staff : includes(to, 'assignee') ? [assignee.person] : []),
    residents: others(isNamed(to) ? to.residents : to === 'assignee' ? [] : [applicant.person]),
    beneficiary: (isNamed(to) ? to.beneficiary ?? false : includes(to, 'residents')) && beneficiary?.phoneIndex != null
  }
}

function isNamed(to: Tell['to']): to is Named {
  return typeof to === 'object'
}

function includes(to: Audience, part: 'residents' | 'assignee'): boolean {
  return to === part || to === 'everybody'
}

function isHeard({ staff, residents, beneficiary }: StoredTold): boolean {
  return staff.length > 0 || residents.length > 0 || beneficiary
}
