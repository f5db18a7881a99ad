import type { Types } from 'mongoose'
import type { Deps } from '../deps'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import type { PersonRef, StoredMatter, StoredWindow } from './matterFields'

/** What routing and clocks need; commands that pass matters on have no more. */
export type RoutingDeps = Pick<Deps, 'settings' | 'calendar' | 'now' | 'fields' | 'ground'>

/** Who moves a matter, for which intent, when. */
export interface MoveContext {
  viewer: Viewer
  key: IdempotencyKey
  /** ms since 1970. */
  now: number
  deps: Deps
}

/** Fields that the move engine alone writes. */
type EngineFields =
  | '_id'
  | 'kind'
  | 'number'
  | 'version'
  | 'status'
  | 'open'
  | 'timeline'
  | 'auditPending'
  | 'createdAt'
  | 'creation'
  | 'applied'

type Settable<D> = Omit<D, EngineFields>

/** Lists that a move adds to. */
export type Pushed<D> = {
  [K in keyof Settable<D> as Settable<D>[K] extends readonly unknown[] ? K : never]?: Settable<D>[K]
}

/** What a move does to the document, besides what every move does. Texts are readable here; the engine seals them. */
export interface Change<D extends StoredMatter = StoredMatter> {
  status: D['status']
  set?: Partial<Settable<D>>
  push?: Pushed<D>
  /** What the timeline says about the move. */
  entry: {
    text?: string | null
    assignee?: PersonRef
    appointment?: StoredWindow
    papers?: string[]
    photos?: Types.ObjectId[]
  }
}
