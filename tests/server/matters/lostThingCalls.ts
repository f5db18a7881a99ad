/** Calls of the spine with lost things, as routes of that kind would make them. */
import { createHash } from 'node:crypto'
import type { Deps } from '../../../server/deps'
import type { IdempotencyKey } from '../../../server/middleware/idempotencyKey'
import { moveMatter } from '../../../server/matters/move'
import { Person } from '../../../server/people/model'
import { openPhone } from '../../../server/people/sealing'
import { viewerOf, type Viewer } from '../../../server/people/viewer'
import type { KnownPerson, Team } from '../../factories/people'
import { newKey } from '../../factories/serviceRequests'
import {
  LOST_THING, reportLostThing, type LostThingAction, type LostThingInput, type LostThingInputs, type StoredLostThing
} from './lostThing'

/** The person as the viewer of a call, read anew; places and roster are loaded anew, as with every call over HTTP. */
export async function viewerFor({ fields, ground }: Deps, id: KnownPerson['_id'] | string): Promise<Viewer> {
  await ground.refresh()
  const person = await Person.findById(id).orFail().lean()
  return viewerOf(person, () => openPhone(fields, person))
}

/** An idempotency key as the middleware passes it on: with a hash of the body. */
export function keyFor(body: object, key: string): IdempotencyKey {
  return { key, bodyHash: createHash('sha256').update(JSON.stringify(body)).digest('base64url') }
}

/** Reports a lost wallet in the team's village. */
export async function report(
  deps: Deps, team: Team, person: KnownPerson, fields: Partial<LostThingInput> = {}, key = newKey()
): Promise<StoredLostThing> {
  const input: LostThingInput = { villageCode: team.villageCode, category: 'wallet', description: '黑色皮夹', ...fields }
  const context = { viewer: await viewerFor(deps, person._id), key: keyFor(input, key), now: deps.now(), deps }
  return reportLostThing(input, context)
}

const BODIES: LostThingInputs = {
  search: {}, passBack: { reason: '今天不在' }, tellMore: { description: '里面有两百块' }, find: { where: '村口小卖部' }, giveUp: {},
  searchAgain: {}
}

/** Makes one move of a lost thing, with a valid body unless another is given. */
export async function moveThing<A extends LostThingAction>(
  deps: Deps, person: KnownPerson, id: unknown, action: A, given: Partial<LostThingInputs[A]> = {}, key = newKey()
): Promise<StoredLostThing> {
  const input: LostThingInputs[A] = { ...BODIES[action], ...given }
  const viewer = await viewerFor(deps, person._id)
  return moveMatter(LOST_THING, { action, id: String(id), input }, { viewer, key: keyFor(input, key), deps })
}
