import type { CallContext } from '../deps'
import { Notice } from './model'

/** Ids of the notices that were read, and the instant up to which everything was read. */
export interface Read {
  ids: string[]
  until?: string | undefined
}

/**
 * Marks notices of the viewer as read: those named, and all up to an instant, so that what comes while the viewer looks
 * at the list stays unread. Notices of others, or that don't exist, are passed over; a repeated call changes nothing.
 */
export async function readNotices({ ids, until }: Read, { viewer, now }: CallContext): Promise<void> {
  const which = [
    ...(ids.length > 0 ? [{ _id: { $in: ids } }] : []),
    ...(until === undefined ? [] : [{ at: { $lte: new Date(until) } }])
  ]
  for (const one of which) {
    await Notice.updateMany({ person: viewer.id, readAt: null, ...one }, { $set: { readAt: new Date(now) } })
  }
}
