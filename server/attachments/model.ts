import { Schema, model } from 'mongoose'

const ref = Schema.Types.ObjectId

/**
 * A photo. Its bytes lie in GridFS (photoStore.ts); this document is the one way to them and is there before them and
 * after them, so that whatever a crash leaves behind is found and swept.
 */
const attachmentSchema = new Schema({
  owner: { type: ref, required: true },
  /** Idempotency of the upload: unique per owner and key. */
  key: { type: String, required: true },
  contentHash: { type: String, required: true },
  state: { type: String, enum: ['storing', 'ready', 'deleting'], required: true },
  /** Every file in GridFS that was begun for it. */
  files: { type: [ref], default: [] },
  photo: { type: ref, default: null },
  thumbnail: { type: ref, default: null },
  /** px and bytes as it is kept. */
  width: { type: Number, default: 0 },
  height: { type: Number, default: 0 },
  size: { type: Number, default: 0 },
  createdAt: { type: Date, required: true },
  /** The matter that uses it, or is about to. */
  usedBy: { type: ref, default: null },
  usedAt: { type: Date, default: null },
  /** The sweep has seen that the matter holds it. */
  settled: { type: Boolean, default: false }
}, { collection: 'attachments', strict: 'throw', autoIndex: false, versionKey: false })
attachmentSchema.index({ owner: 1, key: 1 }, { unique: true })
attachmentSchema.index({ owner: 1, usedBy: 1 })
attachmentSchema.index({ usedBy: 1 })
attachmentSchema.index({ settled: 1, createdAt: 1, _id: 1 })

export const AttachmentModel = model('Attachment', attachmentSchema)
export type AttachmentDoc = ReturnType<(typeof AttachmentModel)['hydrate']>
