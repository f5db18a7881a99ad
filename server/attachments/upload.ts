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
 * Keeps a photo for its sender, who may then use it in one matter. The document is written before the bytes and says
 * at each moment which files belong to it, so nothing is lost track of. Sent again with the same key it answers with
 * the first one.
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
  if (earlier && (earlier.contentHash !== bodyHash || earlier.state === 'deleting'))
    throw new AppError('idempotencyKeyReused')
  return earlier
}

/** @param most how many unused ones there may be already */
async function checkRoom(viewer: Viewer, most: number): Promise<void> {
  if ((await AttachmentModel.countDocuments({ owner: viewer.id, usedBy: null })) > most)
    throw new AppError('tooManyAttachments')
}

/**
 * Writes the document, then counts again: of many that come at once some may be refused too much, but never one taken
 * too much.
 */
async function begin(viewer: Viewer, key: IdempotencyKey, now: number): Promise<AttachmentDoc> {
  const fields = {
    owner: viewer.id,
    key: key.key,
    contentHash: key.bodyHash,
    state: 'storing' as const,
    createdAt: new Date(now)
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
 * Two copies of the same call at once both write their files; the first one done is the photo, the other takes its own
 * back.
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
