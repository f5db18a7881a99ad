import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import mongoose, { type Types } from 'mongoose'
import { AppError } from '../errors'
import { codeOf, nameOf } from '../thrown'

const BUCKET = 'photos'

/** The bucket on the connection that is open now. */
function bucket(): mongoose.mongo.GridFSBucket {
  const { db } = mongoose.connection
  if (!db) throw new AppError('unavailable')
  return new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET })
}

/** Writes one JPEG under the given id. */
export async function writePhoto(id: Types.ObjectId, bytes: Buffer): Promise<void> {
  await pipeline(Readable.from([bytes]), bucket().openUploadStreamWithId(id, `${id.toHexString()}.jpg`))
}

/** @throws AppError notFound when the file is missing or incomplete */
export async function readPhoto(id: Types.ObjectId): Promise<Buffer> {
  const parts: Buffer[] = []
  try {
    for await (const part of bucket().openDownloadStream(id)) parts.push(part)
  } catch (error) {
    if (isMissing(error)) throw new AppError('notFound')
    throw error
  }
  return Buffer.concat(parts)
}

/** Deletes one file: its entry first, then its chunks. An interrupted deletion can be repeated. */
export async function deletePhoto(id: Types.ObjectId): Promise<void> {
  await mongoose.connection.collection(`${BUCKET}.files`).deleteOne({ _id: id })
  await mongoose.connection.collection(`${BUCKET}.chunks`).deleteMany({ files_id: id })
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || nameOf(error) === 'MongoGridFSChunkError'
}
