/** Files in two collections, as the driver's GridFSBucket writes and reads them. */
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { mongo } from 'mongoose'
import { type Case, conforms } from './case'

const bytes = Buffer.alloc(700_001, 0).map((_, at) => at * 31 % 251)

export const gridFs: Case[] = [
  conforms('GridFS: a file comes back as it was, also a part of it', [
    'insert', 'find.sort', 'createIndexes', '.openUploadStream()', '.openDownloadStream()'
  ], async ({ db }) => {
    const bucket = new mongo.GridFSBucket(db, { bucketName: 'photos', chunkSizeBytes: 255 * 1024 })
    const upload = bucket.openUploadStream('photo.jpg', { metadata: { of: 'x' } })
    await finished(Readable.from([bytes]).pipe(upload))
    expect(Buffer.compare(await buffer(bucket.openDownloadStream(upload.id)), bytes)).toBe(0)
    expect(Buffer.compare(
      await buffer(bucket.openDownloadStream(upload.id, { start: 261_000, end: 523_000 })),
      bytes.subarray(261_000, 523_000)
    )).toBe(0)
    expect(await bucket.find({ 'metadata.of': 'x' }).toArray()).toMatchObject([
      { filename: 'photo.jpg', length: bytes.length, chunkSize: 255 * 1024 }
    ])
    expect(await db.collection('photos.chunks').countDocuments({ files_id: upload.id })).toBe(3)
  }),
  conforms('GridFS: the newest of a name, and deleting', [
    'delete', '.openDownloadStreamByName()', '.delete()'
  ], async ({ db }) => {
    const bucket = new mongo.GridFSBucket(db, { bucketName: 'slips' })
    for (const text of ['old', 'new']) {
      await finished(Readable.from([Buffer.from(text)]).pipe(bucket.openUploadStream('slip')))
    }
    const files = await bucket.find({ filename: 'slip' }).toArray()
    expect(files).toHaveLength(2)
    const newest = (await buffer(bucket.openDownloadStreamByName('slip'))).toString()
    expect(['old', 'new']).toContain(newest)
    for (const { _id } of files) await bucket.delete(_id)
    expect(await db.collection('slips.chunks').countDocuments()).toBe(0)
    await expect(bucket.delete(new mongo.ObjectId())).rejects.toThrow()
  })
]
