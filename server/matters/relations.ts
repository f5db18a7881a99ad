/**
 * The relations of a viewer to a matter. What a relation grants is in the table of rights
 * (src/contract/permissions.ts).
 */
import { dayOf } from '../../src/contract/day'
import type { Relation } from '../../src/contract/matter'
import type { FurtherRelation, MatterRelation } from '../../src/contract/permissions'
import type { ResponsibilityKind } from '../../src/contract/person'
import { ANSWERING_ROLES } from '../../src/contract/roles'
import { AppError } from '../errors'
import { isNamed } from '../people/responsible'
import type { Viewer } from '../people/viewer'
import { kindOf } from './kind'
import type { StoredMatter } from './matterFields'
import { readMatter } from './questions'
import { isHelper } from './search'

type Seen = Pick<
  StoredMatter,
  'kind' | 'applicant' | 'concerns' | 'assignee' | 'offeredTo' | 'status' | 'stationCode' | 'villageCode' | 'answeredBy' |
  'search' | 'heldBy'
>

/**
 * The relations of a viewer to a matter. A person whom the matter concerns has no other relation to it: an officer who
 * asks for himself or is named in the matter has no say as an officer.
 * @param now ms since 1970
 */
export function relationsOf(seen: Seen, viewer: Viewer, now: number): Relation[] {
  if (String(seen.applicant.person) === viewer.id) return ['applicant']
  if (seen.concerns.includes(viewer.phoneIndex)) return ['beneficiary']
  const relations: Relation[] = []
  const offered = seen.status === kindOf(seen).table.initial && seen.offeredTo.some(offer =>
    String(offer.person) === viewer.id && offer.from.getTime() <= now)
  if ((offered || isAssignedTo(seen, viewer)) && answers(viewer)) {
    relations.push('assignee')
    if (viewer.roles.includes('agent') && seen.answeredBy === 'agent') relations.push('agentAssignee')
    if (viewer.rank === 'police') relations.push('policeAssignee')
  }
  if (viewer.stationCode === seen.stationCode) {
    if (viewer.roles.includes('dispatcher')) relations.push('dispatcher')
    if (viewer.roles.includes('chief')) relations.push('chief')
  }
  if (isHelper(seen, viewer.id, now)) relations.push('helper')
  if (answers(viewer) && seen.heldBy.some(person => String(person) === viewer.id)) relations.push('bearer')
  return relations
}

/** In which capacity somebody with these relations reads or moves a matter. */
export function capacityOf(relations: readonly Relation[]): 'applicant' | 'beneficiary' | 'staff' {
  return relations.find(relation => relation === 'applicant' || relation === 'beneficiary') ?? 'staff'
}

/**
 * As what somebody with these relations acts: as `capacityOf`, and as a helper where nothing else lets the person act.
 */
export function standingOf(relations: readonly Relation[]): ReturnType<typeof capacityOf> | 'helper' {
  return relations.length > 0 && relations.every(relation => relation === 'helper') ? 'helper' : capacityOf(relations)
}

function isAssignedTo({ assignee }: Pick<Seen, 'assignee'>, viewer: Viewer): boolean {
  return String(assignee.person) === viewer.id
}

/** The viewer still has a role that answers matters: the roster may have changed since the assignment. */
function answers(viewer: Viewer): boolean {
  return viewer.roles.some(role => ANSWERING_ROLES.includes(role))
}

type Meaning = (seen: Seen, viewer: Viewer, now: number) => boolean | Promise<boolean>

/**
 * Checks of the relations that the status tables don't use; called only for viewers whom the matter does not concern.
 */
export const FURTHER_MEANINGS: Record<FurtherRelation, Meaning> = {
  currentAssignee: (seen, viewer) => isAssignedTo(seen, viewer) && answers(viewer),
  namedOfficer: (seen, viewer, now) =>
    viewer.roles.includes('officer') && isNamed(viewer.id, 'officer', seen.villageCode, dayOf(now)),
  namedAgent: (seen, viewer, now) =>
    viewer.roles.includes('agent') &&
    seen.answeredBy === 'agent' &&
    isNamed(viewer.id, 'agent', seen.villageCode, dayOf(now))
}

/** An offer ends when its person is neither named for the village nor at the station's desk any more. */
async function isStillOffered(
  seen: Seen,
  relations: readonly Relation[],
  viewer: Viewer,
  now: number
): Promise<boolean> {
  if (isAssignedTo(seen, viewer) || relations.includes('dispatcher') || relations.includes('chief')) return true
  return isNamed(viewer.id, seen.answeredBy, seen.villageCode, dayOf(now))
}

/**
 * The matter without an offer to the viewer that has lapsed: whatever reads the relations of the result afterwards, the
 * status table included, finds none of an assignee, and the viewer's other relations as they are.
 */
async function withoutLapsedOffer<S extends Seen>(seen: S, viewer: Viewer, now: number): Promise<S> {
  const relations = relationsOf(seen, viewer, now)
  if (!relations.includes('assignee') || await isStillOffered(seen, relations, viewer, now)) return seen
  return withoutOffer(seen, viewer)
}

function withoutOffer<S extends Seen>(seen: S, viewer: Viewer): S {
  return { ...seen, offeredTo: seen.offeredTo.filter(({ person }) => String(person) !== viewer.id) }
}

/**
 * Whether one of these relations lets the viewer see a matter.
 * @param by relations that grant the call
 * @param now ms since 1970
 */
export async function isGranted(by: readonly string[], seen: Seen, viewer: Viewer, now: number): Promise<boolean> {
  return grants(by, await withoutLapsedOffer(seen, viewer, now), viewer, now)
}

/** @param standing without an offer to the viewer that has lapsed */
async function grants(by: readonly string[], standing: Seen, viewer: Viewer, now: number): Promise<boolean> {
  const relations = relationsOf(standing, viewer, now)
  if (relations.some(relation => by.includes(relation))) return true
  if (capacityOf(relations) !== 'staff') return false
  for (const relation of by) {
    if (isFurther(relation) && await FURTHER_MEANINGS[relation](standing, viewer, now)) return true
  }
  return false
}

/**
 * As `isGranted`, for many matters with one reading of the roster.
 * @param named the villages for which the viewer is named today
 */
export function isGrantedAmong(
  by: readonly string[], seen: Seen, viewer: Viewer, named: Record<ResponsibilityKind, string[]>, now: number
): boolean {
  const isNamedAs = (kind: ResponsibilityKind): boolean => named[kind].includes(seen.villageCode)
  const all = relationsOf(seen, viewer, now)
  const stands = isAssignedTo(seen, viewer) || all.some(relation => relation === 'dispatcher' || relation === 'chief')
  const lapsed = all.includes('assignee') && !stands && !isNamedAs(seen.answeredBy)
  const relations = lapsed ? relationsOf(withoutOffer(seen, viewer), viewer, now) : all
  if (relations.some(relation => by.includes(relation))) return true
  if (capacityOf(relations) !== 'staff') return false
  const { roles } = viewer
  return by.includes('namedOfficer') && roles.includes('officer') && isNamedAs('officer') ||
    by.includes('namedAgent') && roles.includes('agent') && seen.answeredBy === 'agent' && isNamedAs('agent')
}

function isFurther(relation: string): relation is FurtherRelation {
  return relation in FURTHER_MEANINGS
}

/**
 * Reads one matter for a viewer who has one of these relations to it. An offer to the viewer that has lapsed is left
 * out of `offeredTo`.
 * @param kind name of the kind that the caller handles; null for any
 * @throws AppError notFound, the same whether the matter is missing, of another kind, or not the viewer's
 */
export async function findVisible<D extends StoredMatter>(
  { kind, id, by }: { kind: string | null; id: string; by: readonly MatterRelation[] }, viewer: Viewer, now: number
): Promise<D> {
  const found = await readMatter<D>(id)
  if (!found || (kind !== null && found.kind !== kind)) throw new AppError('notFound')
  return checkVisible(found, by, viewer, now)
}

/**
 * As `findVisible`, for a matter that has been read already.
 * @throws AppError notFound when the matter is not the viewer's
 */
export async function checkVisible<D extends StoredMatter>(
  found: D, by: readonly MatterRelation[], viewer: Viewer, now: number
): Promise<D> {
  const standing = await withoutLapsedOffer(found, viewer, now)
  if (!(await grants(by, standing, viewer, now))) throw new AppError('notFound')
  return standing
}
