/**
 * A second kind of matter that exists only in tests: somebody has lost a thing, and the village's officer looks for it.
 */
import { Schema, Types } from 'mongoose'
import type { Condition, MatterTable, Move, SpineAct } from '../../../src/contract/matter'
import { allowedActions } from '../../../src/contract/matter'
import type { Deps } from '../../../server/deps'
import { claimAttachments } from '../../../server/attachments/claim'
import { CUT_NAME } from '../../../server/matters/cutName'
import { refTo } from '../../../server/matters/assignment'
import { NOT_NEEDED } from '../../../server/matters/consent'
import { defineKind } from '../../../server/matters/defineKind'
import type { MovableKind } from '../../../server/matters/kind'
import type { StoredMatter } from '../../../server/matters/matterFields'
import { Matter } from '../../../server/matters/model'
import { presentEntry, presentRef, urgencyOf } from '../../../server/matters/present'
import { acceptedBy, handedBack, reassigned, routeAgain } from '../../../server/matters/reassign'
import { capacityOf, relationsOf } from '../../../server/matters/relations'
import { openAll } from '../../../server/matters/sealing'
import { matterIdOf, submitMatter } from '../../../server/matters/submit'
import type { MoveContext } from '../../../server/matters/change'
import type { Viewer } from '../../../server/people/viewer'

// The table. `accepted` means that the thing is back with its owner and is closed here; a service request with that
// status is open.
const STATUSES = ['reported', 'searching', 'accepted'] as const
type Status = (typeof STATUSES)[number]
const ACTIONS = ['search', 'passBack', 'tellMore', 'find', 'giveUp', 'searchAgain'] as const
export type LostThingAction = (typeof ACTIONS)[number]
type Refusal = 'notYours' | 'wrongStatus' | 'notDescribed' | 'reopenTooLate'

interface State {
  status: Status
  described: boolean
  closedAt: number | null
}

const isDescribed: Condition<State, Refusal> = ({ described }) => described ? null : 'notDescribed'
const endedSinceYesterday: Condition<State, Refusal> = ({ closedAt }, now) =>
  closedAt !== null && now - closedAt <= 24 * 3600_000 ? null : 'reopenTooLate'

const MOVES: Record<LostThingAction, Move<Status, State, Refusal>> = {
  search: { from: ['reported'], by: ['assignee'], to: ['searching'] },
  passBack: { from: ['reported'], by: ['assignee'], to: ['reported'] },
  tellMore: { from: ['reported', 'searching'], by: ['applicant'], to: ['reported', 'searching'] },
  find: { from: ['searching'], by: ['assignee'], to: ['accepted'], conditions: [isDescribed] },
  giveUp: { from: ['reported', 'searching'], by: ['applicant', 'beneficiary'], to: ['accepted'] },
  searchAgain: { from: ['accepted'], by: ['applicant'], to: ['reported'], conditions: [endedSinceYesterday] }
}

const TABLE: MatterTable<Status, LostThingAction, State, Refusal> = {
  statuses: STATUSES, initial: 'reported', open: ['reported', 'searching'], notBegun: ['reported'],
  untilDone: ['reported', 'searching'], actions: ACTIONS, moves: MOVES, codes: ['reopenTooLate']
}

// The own fields of the kind: a plain one, a sealed one, and a part with a sealed one.
export interface StoredLostThing extends StoredMatter<Status, LostThingAction> {
  category: 'wallet' | 'animal'
  description: string | null
  found: { where: string | null; at: Date } | null
}

const LostThing = Matter.discriminator<StoredLostThing>('LostThing', new Schema<StoredLostThing>({
  category: { type: String, enum: ['wallet', 'animal'], required: true },
  description: { type: String, default: null, sealed: true },
  found: {
    type: new Schema({
      where: { type: String, default: null, sealed: true }, at: { type: Date, required: true }
    }, { _id: false }),
    default: null
  }
}, { strict: 'throw', autoIndex: false, versionKey: false }), 'lostThing')

/** Bodies of its moves. */
export interface LostThingInputs {
  search: object
  passBack: { reason: string }
  tellMore: { description: string; photos?: string[] }
  find: { where: string }
  giveUp: object
  searchAgain: object
}

export const LOST_THING: MovableKind<StoredLostThing, LostThingAction, State, Refusal, LostThingInputs> = {
  name: 'lostThing',
  plural: 'lostThings',
  subject: 'lostThings',
  table: TABLE,
  model: LostThing,
  // Unlike for a service request, people named for the village who are not the assignee don't see the matter.
  visibleTo: ['applicant', 'beneficiary', 'assignee', 'dispatcher', 'chief'],
  resetOnAssignment: { found: null },
  titleOf: () => '丢了东西',
  needsPolice: () => false,
  stateOf: ({ status, description, closedAt }) =>
    ({ status, described: description !== null, closedAt: closedAt?.getTime() ?? null }),
  plans: {
    search: async (current, _input, context) =>
      ({ status: 'searching', set: await acceptedBy(current, context), entry: { assignee: refTo(context.viewer) } }),
    passBack: (current, { reason }, context) => handedBack(current, reason, context),
    tellMore: async (current, { description, photos = [] }, { viewer, now }) => {
      await claimAttachments(photos, current._id, viewer, now)
      const ids = photos.map(photo => new Types.ObjectId(photo))
      return {
        status: current.status, set: { description }, push: { photos: ids }, entry: { text: description, photos: ids }
      }
    },
    find: (_current, { where }, { now }) =>
      ({
        status: 'accepted', set: { found: { where, at: new Date(now) } }, entry: { text: where },
        tell: [{ event: 'completed', to: 'residents' }]
      }),
    giveUp: () => ({ status: 'accepted', entry: {} }),
    searchAgain: async (current, _input, context) => {
      const answer = await routeAgain(current, context.now, context.deps)
      return reassigned(current, { answer, cause: 'reopen', text: '' }, context)
    }
  },
  withoutPersonalData: ({ found }) => ({ description: null, found: found && { ...found, where: CUT_NAME } }),
  exported: presentLostThing
}
defineKind(LOST_THING)

export interface LostThingInput {
  villageCode: string
  category: 'wallet' | 'animal'
  description: string
  remark?: string
  photos?: string[]
  specialGroups?: StoredMatter['specialGroups']
  beneficiary?: StoredMatter['beneficiary']
  consent?: StoredMatter['consent']
}

/** Takes a lost thing and routes it to the village's officer. */
export function reportLostThing(input: LostThingInput, context: MoveContext): Promise<StoredLostThing> {
  const { viewer, key, now, deps } = context
  return submitMatter(LOST_THING, {
    tell: async () => {
      const village = (await deps.ground.places()).village(input.villageCode)
      if (!village) throw new Error(`No village is called ${input.villageCode}.`)
      return {
        villageCode: village._id, villageName: village.name, townName: village.townName,
        stationCode: village.stationCode,
        answeredBy: 'officer', needsPolice: false, promise: null, phoneTime: undefined,
        beneficiary: input.beneficiary ?? null, consent: input.consent ?? NOT_NEEDED,
        specialGroups: input.specialGroups ?? [], address: '', remark: input.remark ?? '',
        photos: (input.photos ?? []).map(photo => new Types.ObjectId(photo)),
        category: input.category, description: input.description, found: null
      }
    },
    claim: photos => claimAttachments(photos.map(String), matterIdOf(viewer, key), viewer, now)
  }, context)
}

export interface LostThingView {
  id: string
  number: string
  status: Status
  category: string
  description: string | null
  foundAt: string | null
  assignee: { id: string; name: string }
  urgency: number
  timeline: Array<{ action: LostThingAction | SpineAct; text: string | null }>
  actions: LostThingAction[]
}

/** A lost thing as one viewer sees it. */
export async function presentLostThing(
  stored: StoredLostThing, viewer: Viewer, { fields, now: clock }: Pick<Deps, 'fields' | 'now'>
): Promise<LostThingView> {
  const now = clock()
  const relations = relationsOf(stored, viewer, now)
  const { timeline, ...opened } = await openAll(fields, stored)
  const withheld = { words: capacityOf(relations) === 'beneficiary', papers: true }
  return {
    id: String(opened._id), number: opened.number, status: opened.status, category: opened.category,
    description: opened.description, foundAt: opened.found?.where ?? null, assignee: presentRef(opened.assignee),
    urgency: urgencyOf(opened, now),
    timeline: timeline.map(entry => presentEntry(entry, withheld)).map(({ action, text }) => ({ action, text })),
    actions: stored.cutAt ? [] : allowedActions(TABLE, LOST_THING.stateOf(stored, now), relations, now)
  }
}
