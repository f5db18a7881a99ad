import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { Notice } from './model'

/** Marks one notice of the viewer as read; a repeated call is no error. @throws AppError notFound */
export async function readNotice(id: string, { viewer, now }: CallContext): Promise<void> {
  const mine = { _id: id, person: viewer.id }
  const { matchedCount } = await Notice.updateOne({ ...mine, readAt: null }, { $set: { readAt: new Date(now) } })
  if (matchedCount === 0 && !await Notice.exists(mine)) throw new AppError('notFound')
}

/**
 * Marks the viewer's notices up to an instant as read: what comes while the viewer looks at the list stays unread.
 * @param until the instant of the newest notice that the viewer has seen
 */
export async function readNotices(until: Date, { viewer, now }: CallContext): Promise<void> {
  await Notice.updateMany(
    { person: viewer.id, readAt: null, at: { $lte: until } }, { $set: { readAt: new Date(now) } })
}
