import type { Types } from 'mongoose'
import { repeat } from '../repeating'
import { Matter } from '../matters/model'
import type { Deps } from '../deps'
import { AttachmentModel, type AttachmentDoc } from './model'
import { deletePhoto } from './photoStore'

/** How long a photo may lie unused, and how often is looked. */
const UNUSED_MS = 24 * 3600 * 1000
const EVERY_MS = 3600 * 1000
const BATCH = 100
/** One sweep ends here; the next goes on where it is needed. */
const BATCHES_MOST = 50

/**
 * Deletes the photos of a matter that is itself to be deleted: call it before, and again after a crash.
 * @returns how many there were
 */
export function deleteAttachmentsOf(matter: Types.ObjectId): Promise<number> {
  return deleteAll({ usedBy: matter })
}

/** Deletes what somebody who leaves has sent and not used; it may be repeated. @returns how many there were */
export function deleteUnusedOf(owner: string): Promise<number> {
  return deleteAll({ owner, usedBy: null })
}

async function deleteAll(which: { usedBy: Types.ObjectId } | { owner: string; usedBy: null }): Promise<number> {
  let deleted = 0
  for (;;) {
    const found = await AttachmentModel.find(which).limit(BATCH)
    if (found.length === 0) return deleted
    for (const { _id } of found) {
      // Whatever the state: the matter goes, or he who sent it.
      await AttachmentModel.updateOne({ _id }, { $set: { state: 'deleting', settled: false } })
      await deleteMarked(_id)
      deleted++
    }
  }
}

/**
 * Deletes what was sent and not used for a day, what a crash left half written, half used or half deleted. Every step
 * can be repeated, also by several processes at once, so it may be cut off anywhere.
 * @returns how many were deleted
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
    .sort({ createdAt: 1, _id: 1 })
    .limit(BATCH)
}

/** @returns whether it was deleted */
async function judge({ _id, state, usedBy, usedAt }: AttachmentDoc, before: Date): Promise<boolean> {
  if (state !== 'deleting') {
    if (usedBy && usedAt && usedAt >= before) return false
    if (usedBy && await Matter.exists({ _id: usedBy, photos: _id })) {
      await AttachmentModel.updateOne({ _id, usedBy }, { $set: { settled: true } })
      return false
    }
    // Used in this very moment: the condition fails and it stays.
    const marked = await AttachmentModel.updateOne(
      { _id, usedBy: usedBy ?? null, usedAt: usedAt ?? null },
      { $set: { state: 'deleting' } }
    )
    if (marked.matchedCount === 0) return false
  }
  await deleteMarked(_id)
  return true
}

/** Deletes the bytes, and only then the document that knows of them. */
async function deleteMarked(id: Types.ObjectId): Promise<void> {
  const marked = await AttachmentModel.findOne({ _id: id, state: 'deleting' })
  if (!marked) return
  for (const file of marked.files) await deletePhoto(file)
  await AttachmentModel.deleteOne({ _id: id, state: 'deleting' })
}

/** Sweeps now and every hour. @returns stops it, after a sweep under way has ended */
export function keepSweeping({ now, log }: Pick<Deps, 'now' | 'log'>): () => Promise<void> {
  return repeat('a sweep of unused photos', EVERY_MS, async () => {
    const deleted = await sweepAttachments({ now })
    if (deleted > 0) log.info({ deleted }, 'unused photos deleted')
  }, log)
}
