import type { Attachment } from '../contract/attachment'
import { downloadFile, uploadFile, type UploadOptions } from './http'

/** A photo as it is kept, or small: no side longer than 320 px. */
export type PhotoSize = 'photo' | 'thumbnail'

/** Sends one photo; until something uses it, it is its sender's alone, for a day. @throws ApiError */
export function sendPhoto(options: UploadOptions<'createAttachment'>): Promise<Attachment> {
  return uploadFile('createAttachment', options)
}

/** Fetches a photo. @returns where the phone has it now @throws ApiError notFound, also when it is not for him */
export function fetchPhoto(id: string, size: PhotoSize): Promise<string> {
  return downloadFile(size === 'photo' ? 'getAttachment' : 'getAttachmentThumbnail', { id })
}
