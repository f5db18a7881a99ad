import { Types } from 'mongoose'
import type { Viewer } from '../people/viewer'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'

/**
 * Records once per assignment that the assignee's phone has the matter. This is not a move: the timeline stays as it
 * is, and a repeated or late call is no error. The version is raised, because accepting keeps the instant recorded
 * here: an acceptance worked out from an earlier reading has to be worked out anew.
 * @param now ms since 1970
 */
export async function markReceived({ _id }: Pick<StoredMatter, '_id'>, viewer: Viewer, now: number): Promise<void> {
  const assigned = { _id, 'assignee.person': new Types.ObjectId(viewer.id), handsetAt: null }
  await Matter.collection.updateOne(assigned, { $set: { handsetAt: new Date(now) }, $inc: { version: 1 } })
}
