import type { Types } from 'mongoose'
import { fieldError } from '../errors'
import type { Viewer } from '../people/viewer'
import { AttachmentModel } from './model'

/**
 * Claims photos for a matter before the matter is written, each photo by one conditional update: the photo must be the
 * viewer's own and unused, or claimed for this same matter by an earlier attempt. If the matter is never written, the
 * sweep (sweep.ts) notices and deletes the photos.
 * @param matter id that the matter has or will have
 * @param now ms since 1970
 * @throws AppError attachmentUnknown, which names the photo
 */
export async function claimAttachments(
  ids: readonly string[], matter: Types.ObjectId, viewer: Viewer, now: number
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const claimed = await AttachmentModel.updateOne(
      { _id: id, owner: viewer.id, state: 'ready', $or: [{ usedBy: null }, { usedBy: matter }] },
      { $set: { usedBy: matter, usedAt: new Date(now) } }
    )
    if (claimed.matchedCount === 0) throw fieldError('attachmentUnknown', `photos.${index}`)
  }
}
