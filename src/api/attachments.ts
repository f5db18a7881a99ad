import type { Attachment } from '../contract/attachment'
import { downloadFile, uploadFile, type UploadOptions } from './http'

/** A stored photo, or its thumbnail: no side longer than 320 px. */
export type PhotoSize = 'photo' | 'thumbnail'

/**
 * Sends one photo. Until a service request uses it, only its sender may see it, and it is deleted after a day. @throws
 * ApiError
 */
export function sendPhoto(options: UploadOptions<'createAttachment'>): Promise<Attachment> {
  return uploadFile('createAttachment', options)
}

/** Fetches a photo. @returns its path on the phone @throws ApiError notFound, also when the viewer may not see it */
export function fetchPhoto(id: string, size: PhotoSize): Promise<string> {
  return downloadFile(size === 'photo' ? 'getAttachment' : 'getAttachmentThumbnail', { id })
}
