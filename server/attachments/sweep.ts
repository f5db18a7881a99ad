import { DAY_MS } from '../../src/contract/day'
import type { Types } from 'mongoose'
import { repeat } from '../repeating'
import { Matter } from '../matters/model'
import type { Deps } from '../deps'
import { AttachmentModel, type AttachmentDoc } from './model'
import { deletePhoto } from './photoStore'

/** How long a photo may stay unused, and the interval between two sweeps. */
const UNUSED_MS = DAY_MS
const EVERY_MS = 3600 * 1000
const BATCH = 100
/** The most batches of one sweep; the next sweep does the rest. */
const BATCHES_MOST = 50

/**
 * Deletes the photos of a matter that is about to be deleted. Call it before the matter is deleted, and again after a
 * crash.
 * @returns the number of deleted photos
 */
export function deleteAttachmentsOf(matter: Types.ObjectId): Promise<number> {
  return deleteAll({ usedBy: matter })
}

/**
 * Deletes the unused photos of a person who deletes the account; may be repeated. @returns the number of deleted photos
 */
export function deleteUnusedOf(owner: string): Promise<number> {
  return deleteAll({ owner, usedBy: null })
}

async function deleteAll(which: { usedBy: Types.ObjectId } | { owner: string; usedBy: null }): Promise<number> {
  let deleted = 0
  for (;;) {
    const found = await AttachmentModel.find(which).limit(BATCH)
    if (found.length === 0) return deleted
    for (const { _id } of found) {
      // Deleted in any state, because the matter or the owner of the photo is about to be deleted.
      await AttachmentModel.updateOne({ _id }, { $set: { state: 'deleting', settled: false } })
      await deleteMarked(_id)
      deleted++
    }
  }
}

/**
 * Deletes photos that stayed unused for a day, and photos that a crash left half written, half claimed or half deleted.
 * Every step can be repeated, also by several processes at once, so a sweep may be interrupted anywhere.
 * @returns the number of deleted photos
 */
export async function sweepAttachments({ now }: Pick<Deps, 'now'>): Promise<number> {
  const before = new Date(now() - UNUSED_MS)
  let after: AttachmentDoc | null = null
  let deleted = 0
  for (let batch = 0; batch < BATCHES_MOST; batch++) {
    const found: AttachmentDoc[] = await nextBatch(before, after)
    for (const attachment of found) if (await judge(attachment, before)) deleted++
    if (found.length < BATCH) break
    after = found.at(-1) ?? null
  }
  return deleted
}

function nextBatch(before: Date, after: AttachmentDoc | null): Promise<AttachmentDoc[]> {
  const beyond = after && {
    $or: [{ createdAt: { $gt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after._id } }]
  }
  return AttachmentModel.find({ settled: false, createdAt: { $lt: before }, ...beyond })
    .sort({ createdAt: 1, _id: 1 }).limit(BATCH)
}

/** @returns whether the photo was deleted */
async function judge({ _id, state, usedBy, usedAt }: AttachmentDoc, before: Date): Promise<boolean> {
  if (state !== 'deleting') {
    if (usedBy && usedAt && usedAt >= before) return false
    if (usedBy && await Matter.exists({ _id: usedBy, photos: _id })) {
      await AttachmentModel.updateOne({ _id, usedBy }, { $set: { settled: true } })
      return false
    }
    // When a matter claims the photo at this moment, the condition fails and the photo stays.
    const unchanged = { _id, usedBy: usedBy ?? null, usedAt: usedAt ?? null }
    const marked = await AttachmentModel.updateOne(unchanged, { $set: { state: 'deleting' } })
    if (marked.matchedCount === 0) return false
  }
  await deleteMarked(_id)
  return true
}

/** Deletes the bytes first and then the document, which alone knows the ids of the files. */
async function deleteMarked(id: Types.ObjectId): Promise<void> {
  const marked = await AttachmentModel.findOne({ _id: id, state: 'deleting' })
  if (!marked) return
  for (const file of marked.files) await deletePhoto(file)
  await AttachmentModel.deleteOne({ _id: id, state: 'deleting' })
}

/** Sweeps now and every hour. @returns a function that ends the sweeping and waits for a running sweep */
export function keepSweeping({ now, log }: Pick<Deps, 'now' | 'log'>): () => Promise<void> {
  return repeat('a sweep of unused photos', EVERY_MS, async () => {
    const deleted = await sweepAttachments({ now })
    if (deleted > 0) log.info({ deleted }, 'unused photos deleted')
  }, log)
}
