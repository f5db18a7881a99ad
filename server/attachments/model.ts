import { Schema, model } from 'mongoose'

const ref = Schema.Types.ObjectId

/**
 * A photo. Its bytes are stored in GridFS (photoStore.ts) and are reached through this document only. The document is
 * written before the bytes and deleted after them, so the sweep finds everything that a crash leaves behind.
 */
const attachmentSchema = new Schema({
  owner: { type: ref, required: true },
  /** Idempotency of the upload: unique per owner and key. */
  key: { type: String, required: true },
  contentHash: { type: String, required: true },
  state: { type: String, enum: ['storing', 'ready', 'deleting'], required: true },
  /** Every GridFS file that was begun for the photo. */
  files: { type: [ref], default: [] },
  photo: { type: ref, default: null },
  thumbnail: { type: ref, default: null },
  /** Width and height in px and size in bytes of the stored photo. */
  width: { type: Number, default: 0 },
  height: { type: Number, default: 0 },
  size: { type: Number, default: 0 },
  createdAt: { type: Date, required: true },
  /** The matter that uses the photo or is about to. */
  usedBy: { type: ref, default: null },
  usedAt: { type: Date, default: null },
  /** The sweep has verified that the matter holds the photo. */
  settled: { type: Boolean, default: false }
}, { collection: 'attachments', strict: 'throw', autoIndex: false, versionKey: false })
attachmentSchema.index({ owner: 1, key: 1 }, { unique: true })
attachmentSchema.index({ owner: 1, usedBy: 1 })
attachmentSchema.index({ usedBy: 1 })
attachmentSchema.index({ settled: 1, createdAt: 1, _id: 1 })

export const AttachmentModel = model('Attachment', attachmentSchema)
export type AttachmentDoc = ReturnType<(typeof AttachmentModel)['hydrate']>
