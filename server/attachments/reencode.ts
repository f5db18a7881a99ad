import { fileTypeFromBuffer } from 'file-type/core'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { AppError } from '../errors'

/** The longer side of the stored photo and of its thumbnail, in px. */
const SIDE_MOST = 2048
const THUMBNAIL_SIDE = 320
/**
 * More pixels than the camera of any phone produces. A decoded image takes memory by its pixels, however small the file
 * is.
 */
const PIXELS_MOST = 50e6
const SECONDS_MOST = 15
/** How many photos are decoded at the same time, and how many may wait for that. */
const AT_ONCE = 2
const WAITING_MOST = 16

/**
 * The accepted formats: the type found from the first bytes, and sharp's name of the same format. The two must agree.
 * HEIC is missing because this build of sharp can't decode it.
 */
const FORMATS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }
const OPTIONS = { limitInputPixels: PIXELS_MOST, sequentialRead: true, failOn: 'error', pages: 1 } as const

export interface Reencoded {
  photo: Buffer
  thumbnail: Buffer
  /** px of the stored photo. */
  width: number
  height: number
}

/**
 * Makes two new JPEGs from a photo, which carry its pixels and nothing else: upright, in sRGB, without location, time,
 * device, colour profile or any other bytes of the original file. Of an animation the first frame is taken.
 * @throws AppError attachmentTypeNotAllowed, attachmentTooLarge (too many pixels), attachmentBroken, unavailable (too
 *   many photos wait)
 */
export async function reencode(bytes: Buffer): Promise<Reencoded> {
  const format = FORMATS[(await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? '']
  if (!format) throw new AppError('attachmentTypeNotAllowed')
  const { width, height, ...read } = await readHeader(bytes)
  if (read.format !== format) throw new AppError('attachmentTypeNotAllowed')
  if (width * height > PIXELS_MOST) throw new AppError('attachmentTooLarge')
  return inTurn(async () => {
    try {
      const { data: photo, info } =
        await jpegOf(sharp(bytes, OPTIONS), SIDE_MOST, 82).toBuffer({ resolveWithObject: true })
      const thumbnail = await jpegOf(sharp(photo, OPTIONS), THUMBNAIL_SIDE, 75).toBuffer()
      return { photo, thumbnail, width: info.width, height: info.height }
    } catch {
      throw new AppError('attachmentBroken')
    }
  })
}

/** Reads the header only; no pixels are decoded yet. */
async function readHeader(bytes: Buffer): Promise<Metadata & { width: number; height: number }> {
  try {
    return await sharp(bytes, { ...OPTIONS, limitInputPixels: false }).metadata()
  } catch {
    throw new AppError('attachmentBroken')
  }
}

/** sharp drops all metadata by default. Transparent areas become white. */
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
    // The finished task hands its place directly to the next waiting one, so that a new call can't take the place
    // first.
    if (next) next()
    else running--
  }
}
