/**
 * What every kind of matter shares: the shape of its status table, what a person can be to a matter, and who may make
 * which move when. A kind of matter (serviceRequest.ts is one) is a table of this shape. Pure: phone and server both
 * use it.
 */
import type { ErrorCode } from './errors'
import { SEARCH_ACTS } from './search'

/**
 * What a person is to one matter. The server works relations out for each viewer:
 * - applicant, beneficiary: who asked, for whom
 * - assignee: the person the matter is assigned to; until somebody accepts also the backups to whom the matter has been
 *   offered because the time to accept ran out
 * - agentAssignee, policeAssignee: the assignee, when that person is the village's agent / a sworn officer
 * - dispatcher, chief: of the station the village belongs to
 * - helper: somebody of the village who was asked to look for a person who does not open the door (search.ts)
 * - bearer: whoever holds papers of the matter, also when the matter has another assignee by now
 */
export const RELATIONS = [
  'applicant', 'beneficiary', 'assignee', 'agentAssignee', 'policeAssignee', 'dispatcher', 'chief', 'helper', 'bearer'
] as const
export type Relation = (typeof RELATIONS)[number]

/**
 * A condition of a move beyond relation and status.
 * @param now ms since 1970
 * @returns null where the condition holds, else the name of the refusal
 */
export type Condition<State, Why extends string> = (state: State, now: number) => Why | null

export interface Move<Status extends string, State, Why extends string> {
  from: readonly Status[]
  by: readonly Relation[]
  /** The statuses the move may lead to; more than one only where the input decides. */
  to: readonly Status[]
  /** Asked in this order once relation and status fit; the first condition that does not hold names the refusal. */
  conditions?: ReadonlyArray<Condition<State, Why | BasicRefusal>>
}

/** The refusals that every table has. */
export type BasicRefusal = 'notYours' | 'wrongStatus'

/**
 * Acts that a timeline of any kind may have beside the moves of its table: how the matter began, that it was passed on
 * because its assignee had left, that a step of a search began, that the desk has it because nobody accepted it, and
 * that its promised day moved.
 */
export const SPINE_ACTS = ['submit', 'reassign', 'climb', 'redate', ...SEARCH_ACTS] as const
export type SpineAct = (typeof SPINE_ACTS)[number]

/** The statuses of one kind of matter, and the groups of them that rules speak of. */
export interface StatusGroups<Status extends string = string> {
  statuses: readonly Status[]
  /** The status a new matter has, and again whenever the matter is assigned anew. */
  initial: Status
  /** Statuses in which somebody still has something to do. */
  open: readonly Status[]
  /** Open statuses before anybody has begun: whoever takes the matter over starts from `initial`. */
  notBegun: readonly Status[]
  /** Statuses in which a consent given in advance can still run out or be withdrawn. */
  untilDone: readonly Status[]
}

/** The rules of one kind of matter. `State` is what its conditions look at. */
export interface MatterTable<
  Status extends string,
  Action extends string,
  State extends { status: Status },
  Why extends string
> extends StatusGroups<Status> {
  /** In the order in which allowed actions are listed. */
  actions: readonly Action[]
  moves: Readonly<Record<Action, Move<Status, State, Why>>>
  /** Refusals with an error code of their own; every other refusal is answered with moveNotAllowed. */
  codes: ReadonlyArray<Why & ErrorCode>
}

/**
 * Says why a viewer with these relations may not make this move now, or null when the viewer may.
 * @param now ms since 1970
 */
export function refusal<
  Status extends string,
  Action extends string,
  State extends { status: Status },
  Why extends string
>(
  { moves }: Pick<MatterTable<Status, Action, State, Why>, 'moves'>,
  action: Action,
  state: State,
  relations: readonly Relation[],
  now: number
): Why | BasicRefusal | null {
  const { by, from, conditions = [] } = moves[action]
  if (!by.some(relation => relations.includes(relation))) return 'notYours'
  if (!from.includes(state.status)) return 'wrongStatus'
  for (const condition of conditions) {
    const why = condition(state, now)
    if (why !== null) return why
  }
  return null
}

/** Every move a viewer with these relations may make now, in the order of the table's actions. */
export function allowedActions<
  Status extends string,
  Action extends string,
  State extends { status: Status },
  Why extends string
>(
  table: Pick<MatterTable<Status, Action, State, Why>, 'moves' | 'actions'>,
  state: State,
  relations: readonly Relation[],
  now: number
): Action[] {
  return table.actions.filter(action => refusal(table, action, state, relations, now) === null)
}
