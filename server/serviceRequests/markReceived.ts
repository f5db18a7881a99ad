import type { Viewer } from '../people/viewer'
import { ServiceRequest } from './model'
import { findVisible } from './move'

/**
 * Notes once per assignment that the assignee's phone has it. Not a move: the timeline stays as it is, and repeating it or
 * being late with it is no error.
 * @throws AppError notFound
 */
export async function markReceived(id: string, viewer: Viewer, now: number): Promise<undefined> {
  const found = await findVisible(id, viewer, now, 'markReceived')
  await ServiceRequest.updateOne({ _id: found._id, 'assignee.person': viewer.id, handsetAt: null }, { $set: { handsetAt: new Date(now) } })
  return undefined
}
