import type { Collection, Schema, Types } from 'mongoose'
import { instantOf } from '../../src/contract/day'
import type { MatterTable, StatusGroups } from '../../src/contract/matter'
import type { MatterRelation } from '../../src/contract/permissions'
import type { Deps } from '../deps'
import type { Viewer } from '../people/viewer'
import type { Change, MoveContext, RoutingDeps } from './change'
import { UNDATED } from './clocks'
import type { StoredMatter } from './matterFields'

/** What rooms that handle matters of every kind know about one kind: retention, export, audit, passing on. */
export interface Kind<D extends StoredMatter = StoredMatter> {
  /** The value of the discriminator. */
  name: string
  /** The name of the list of these matters in a person's export. */
  plural: string
  /** The name of a matter of this kind in the audit's chain. */
  subject: string
  table: StatusGroups
  /** The discriminator of the model Matter, with the kind's own fields. */
  model: { collection: Collection; schema: Schema }
  /** The relations that may see a matter of this kind, and may therefore attempt a move. */
  visibleTo: readonly MatterRelation[]
  /** The kind's own fields that a new assignment resets. */
  resetOnAssignment: Partial<D>
  /** Whether only a sworn officer may take the matter at its present stage. */
  needsPolice(stored: D, deps: RoutingDeps): Promise<boolean> | boolean
  /**
   * The kind's own fields after the retention period has ended: without anything personal of applicant and beneficiary.
   */
  withoutPersonalData(stored: D, deps: Deps): Promise<Partial<D>> | Partial<D>
  /** Whether a photo that the matter holds is kept from this viewer, who may see the matter otherwise. */
  hidesPhoto?(stored: D, photo: Types.ObjectId, viewer: Viewer, now: number): boolean
  /** What people call this matter in a sentence: the service, say. Nothing personal. */
  titleOf(stored: D): string
  /** Whether somebody has to be at home at the appointment. Absent: never. */
  isVisit?(stored: D): boolean
  /** The day (YYYY-MM-DD) on which papers are to be brought; null: none. Absent: never. */
  deliveryOn?(stored: D): string | null
  /** Whether its applicant may still say how it went. Absent: never. */
  awaitsRating?(stored: D): boolean
  /** The matter in its person's export: no more than that person sees on the screen. */
  exported(stored: D, viewer: Viewer, deps: Deps): Promise<object>
}

/**
 * Works a move out from the document as stored. A plan does not write the document; it may claim photos for the move.
 */
export type Plan<D extends StoredMatter, Input> = (
  current: D, input: Input & { phoneTime?: string | undefined }, context: MoveContext
) => Change<D> | Promise<Change<D>>

/** A kind with its moves. `Inputs` are the bodies of the moves, by action. */
export interface MovableKind<
  D extends StoredMatter<string, Action>,
  Action extends string,
  State extends { status: D['status'] },
  Why extends string,
  Inputs extends Record<Action, object>
> extends Kind<D> {
  table: MatterTable<D['status'], Action, State, Why>
  /** The part of a document that the conditions of the table examine. @param now ms since 1970 */
  stateOf(stored: D, now: number): State
  plans: { [A in Action]: Plan<D, Inputs[A]> }
}

const defined = new Map<string, Kind>()

/** Adds a kind to those known to `kindOf` and `allKinds`; a kind's file calls `defineKind` instead (defineKind.ts). */
export function addKind(kind: Kind): void {
  defined.set(kind.name, kind)
}

/** The kind of a stored matter. @throws Error when no loaded file defines the kind */
export function kindOf({ kind }: Pick<StoredMatter, 'kind'>): Kind {
  const found = defined.get(kind)
  if (!found) throw new Error(`No kind of matter is called ${kind}.`)
  return found
}

/** Every kind that has been defined. */
export function allKinds(): Kind[] {
  return [...defined.values()]
}

/**
 * The next deadline of a matter that somebody has accepted: the appointment, the end of the day on which papers are to
 * be brought, else the promised end.
 */
export function deadlineOf(stored: StoredMatter, { settings: { workingHours } }: Pick<Deps, 'settings'>): Date {
  const day = kindOf(stored).deliveryOn?.(stored) ?? null
  const brought = day === null ? null : new Date(instantOf(day, workingHours.at(-1)!.until))
  return stored.appointment?.start ?? brought ?? stored.expectedBy ?? UNDATED
}
