import mongoose from 'mongoose'
import { LIMITS } from '../../src/contract/limits'
import type { KeyedContext } from '../deps'
import { isDuplicateKey } from '../duplicateKey'
import { AppError } from '../errors'
import type { IdempotencyKey } from '../middleware/idempotencyKey'
import type { Viewer } from '../people/viewer'
import { deletePhoto, writePhoto } from './photoStore'
import { AttachmentModel, type AttachmentDoc } from './model'
import { reencode, type Reencoded } from './reencode'

/**
 * Stores a photo for its sender, who may then use the photo in one matter. The document is written before the bytes and
 * always lists the files that belong to it, so no file is lost track of. A call repeated with the same key is answered
 * with the photo of the first call.
 * @throws AppError of `reencode`, tooManyAttachments, idempotencyKeyReused
 */
export async function upload(bytes: Buffer, { viewer, key, now }: Omit<KeyedContext, 'deps'>): Promise<AttachmentDoc> {
  const earlier = await findEarlier(viewer, key)
  if (earlier?.state === 'ready') return earlier
  await checkRoom(viewer, LIMITS.unusedPhotos - (earlier ? 0 : 1))
  const made = await reencode(bytes)
  const begun = earlier ?? await begin(viewer, key, now)
  if (begun.state === 'ready') return begun
  return store(begun, made)
}

async function findEarlier(viewer: Viewer, { key, bodyHash }: IdempotencyKey): Promise<AttachmentDoc | null> {
  const earlier = await AttachmentModel.findOne({ owner: viewer.id, key })
  const other = earlier && (earlier.contentHash !== bodyHash || earlier.state === 'deleting')
  if (other) throw new AppError('idempotencyKeyReused')
  return earlier
}

/** @param most how many unused photos the viewer may already have */
async function checkRoom(viewer: Viewer, most: number): Promise<void> {
  const unused = await AttachmentModel.countDocuments({ owner: viewer.id, usedBy: null })
  if (unused > most) throw new AppError('tooManyAttachments')
}

/**
 * Writes the document, then counts again: of many simultaneous uploads more than necessary may be refused, but the
 * limit is never exceeded.
 */
async function begin(viewer: Viewer, key: IdempotencyKey, now: number): Promise<AttachmentDoc> {
  const fields = {
    owner: viewer.id, key: key.key, contentHash: key.bodyHash, state: 'storing' as const, createdAt: new Date(now)
  }
  try {
    const begun = await AttachmentModel.create(fields)
    await checkRoom(viewer, LIMITS.unusedPhotos).catch(async (error: unknown) => {
      await AttachmentModel.deleteOne({ _id: begun._id, state: 'storing', files: [] })
      throw error
    })
    return begun
  } catch (error) {
    const other = isDuplicateKey(error) ? await findEarlier(viewer, key) : null
    if (!other) throw error
    return other
  }
}

/**
 * Two simultaneous copies of one call both write their files. The files of the copy that finishes first become the
 * photo; the other copy deletes its own files.
 */
async function store(begun: AttachmentDoc, { photo, thumbnail, width, height }: Reencoded): Promise<AttachmentDoc> {
  const [photoId, thumbnailId] = [new mongoose.Types.ObjectId(), new mongoose.Types.ObjectId()]
  const mine = { _id: begun._id, state: 'storing' as const }
  const named = await AttachmentModel.updateOne(mine, { $push: { files: { $each: [photoId, thumbnailId] } } })
  if (named.matchedCount === 0) return settledBy(begun)
  await writePhoto(photoId, photo)
  await writePhoto(thumbnailId, thumbnail)
  const ready = await AttachmentModel.findOneAndUpdate(mine, {
    $set: { state: 'ready', photo: photoId, thumbnail: thumbnailId, width, height, size: photo.length }
  }, { returnDocument: 'after' })
  if (ready) return ready
  await Promise.all([photoId, thumbnailId].map(deletePhoto))
  return settledBy(begun)
}

async function settledBy(begun: AttachmentDoc): Promise<AttachmentDoc> {
  const other = await AttachmentModel.findOne({ _id: begun._id, state: 'ready' })
  if (!other) throw new AppError('idempotencyKeyReused')
  return other
}
