import { fileTypeFromBuffer } from 'file-type/core'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { AppError } from '../errors'

/** px of the longer side of what is kept, and of its thumbnail. */
const SIDE_MOST = 2048
const THUMBNAIL_SIDE = 320
/** More pixels than any phone's camera makes. Unpacked they are what fills the memory, however small the file. */
const PIXELS_MOST = 50e6
const SECONDS_MOST = 15
/** Photos that are unpacked at the same time, and that may wait for it. */
const AT_ONCE = 2
const WAITING_MOST = 16

/**
 * What the bytes must be, by their beginning and by the decoder's own reading. HEIC is missing: this build of sharp
 * can't decode it.
 */
const FORMATS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }
const OPTIONS = { limitInputPixels: PIXELS_MOST, sequentialRead: true, failOn: 'error', pages: 1 } as const

export interface Reencoded {
  photo: Buffer
  thumbnail: Buffer
  /** px of the photo. */
  width: number
  height: number
}

/**
 * Makes of a photo two new JPEGs that carry its pixels and nothing else: upright, in sRGB, without place, time,
 * device or profile, without anything that was hidden behind or between. Of an animation the first picture counts.
 * @throws AppError attachmentTypeNotAllowed, attachmentTooLarge (too many pixels), attachmentBroken, unavailable
 */
export async function reencode(bytes: Buffer): Promise<Reencoded> {
  const format = FORMATS[(await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? '']
  if (!format) throw new AppError('attachmentTypeNotAllowed')
  const { width, height, ...read } = await readHeader(bytes)
  if (read.format !== format) throw new AppError('attachmentTypeNotAllowed')
  if (width * height > PIXELS_MOST) throw new AppError('attachmentTooLarge')
  return inTurn(async () => {
    try {
      const { data: photo, info } = await jpegOf(sharp(bytes, OPTIONS), SIDE_MOST, 82).toBuffer({
        resolveWithObject: true
      })
      const thumbnail = await jpegOf(sharp(photo, OPTIONS), THUMBNAIL_SIDE, 75).toBuffer()
      return { photo, thumbnail, width: info.width, height: info.height }
    } catch {
      throw new AppError('attachmentBroken')
    }
  })
}

/** Looks at the header alone: nothing is unpacked yet. */
async function readHeader(bytes: Buffer): Promise<Metadata & { width: number; height: number }> {
  try {
    return await sharp(bytes, { ...OPTIONS, limitInputPixels: false }).metadata()
  } catch {
    throw new AppError('attachmentBroken')
  }
}

/** sharp writes no metadata unless it is asked to. What is transparent becomes white. */
function jpegOf(image: Sharp, side: number, quality: number): Sharp {
  return image
    .timeout({ seconds: SECONDS_MOST })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality })
}

let running = 0
const waiting: Array<() => void> = []

async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (waiting.length >= WAITING_MOST) throw new AppError('unavailable')
  if (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  else running++
  try {
    return await task()
  } finally {
    const next = waiting.shift()
    // The place is handed on, so nobody can slip in between.
    if (next) next()
    else running--
  }
}
