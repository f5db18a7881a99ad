import type { Types } from 'mongoose'
import type { NoticeEvent } from '../../src/contract/notice'
import type { Deps } from '../deps'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import type { PersonRef, StoredMatter, StoredReceived, StoredSearchEntry, StoredWindow } from './matterFields'

/** The dependencies of routing and clocks; commands that pass matters on have no others. */
export type RoutingDeps = Pick<Deps, 'settings' | 'calendar' | 'now' | 'fields' | 'ground'>

/**
 * The people who are told of an event: the applicant and the beneficiary, the assignee, or all three. Whoever causes an
 * event is never told of it.
 */
export type Audience = 'residents' | 'applicant' | 'assignee' | 'everybody'

/** People by their accounts; `beneficiary`: found by the keyed hash of the phone. */
export interface Named {
  staff: Types.ObjectId[]
  residents: Types.ObjectId[]
  beneficiary?: boolean
}

/** An event of a move, and who hears of it. */
export interface Tell {
  event: NoticeEvent
  to: Audience | Named
}

/** Who moves a matter, for which intent, and when. */
export interface MoveContext {
  viewer: Viewer
  key: IdempotencyKey
  /** ms since 1970. */
  now: number
  deps: Deps
}

/** Fields that only the move engine writes. */
type EngineFields =
  | '_id'
  | 'kind'
  | 'number'
  | 'version'
  | 'status'
  | 'open'
  | 'timeline'
  | 'auditPending'
  | 'toTell'
  | 'tellPending'
  | 'createdAt'
  | 'creation'
  | 'applied'

type Settable<D> = Omit<D, EngineFields>

/** Lists to which a move adds items. */
export type Pushed<D> = {
  [K in keyof Settable<D> as Settable<D>[K] extends readonly unknown[] ? K : never]?: Settable<D>[K]
}

/**
 * What a move changes in the document, besides what every move changes. Texts are readable here; the engine seals them.
 */
export interface Change<D extends StoredMatter = StoredMatter> {
  status: D['status']
  set?: Partial<Settable<D>>
  push?: Pushed<D>
  /** The move's entry in the timeline. */
  entry: {
    text?: string | null
    assignee?: PersonRef
    appointment?: StoredWindow
    papers?: string[]
    photos?: Types.ObjectId[]
    search?: StoredSearchEntry
    received?: StoredReceived
  }
  /**
   * What people are told of the move, besides a change of assignee, which the engine tells. A person hears the first
   * event that is meant for the person.
   */
  tell?: readonly Tell[]
}
