/**
 * Checks the structure of a recording from the first byte to the last. The audio is not decoded, and the bytes are
 * stored unchanged.
 */
import { fileTypeFromBuffer } from 'file-type/core'
import { VOICE_TYPES, type VoiceType } from '../../src/contract/consent'
import { LIMITS } from '../../src/contract/limits'
import { AppError } from '../errors'

export interface Recording {
  type: VoiceType
  seconds: number
}

/** MPEG layer III: kbit/s by index, for version 1 and for versions 2 and 2.5. Source: ISO/IEC 11172-3 and 13818-3. */
const BITRATES = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
} as const
/** Hz by the version bits of the frame header: 2.5, reserved, 2, 1. */
const MP3_RATES = [[11025, 12000, 8000], [], [22050, 24000, 16000], [44100, 48000, 32000]] as const
/** Hz by the frequency index of the header. Source: ISO/IEC 14496-3. */
const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350] as const
const ID3_HEADER = 10
const ID3_TAIL = 128
/** Fewer frames are too short for speech, and may be bytes that look like frames by chance. */
const FRAMES_LEAST = 10

const READERS: Record<VoiceType, (bytes: Buffer) => number | null> = {
  'audio/mpeg': mp3Seconds, 'audio/aac': aacSeconds, 'audio/mp4': mp4Seconds
}

/**
 * The type and the duration of a recording, determined from its bytes alone.
 * @returns `seconds` rounded to a whole number
 * @throws AppError voiceTypeNotAllowed; voiceBroken when the frames or boxes don't follow each other to the end;
 *   voiceTooLarge when the recording is longer than LIMITS.voiceSeconds
 */
export async function readRecording(bytes: Buffer): Promise<Recording> {
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime.replace('x-m4a', 'mp4')
  const type = VOICE_TYPES.find(one => one === mime)
  if (!type) throw new AppError('voiceTypeNotAllowed')
  const seconds = READERS[type](bytes)
  if (seconds === null) throw new AppError('voiceBroken')
  if (seconds > LIMITS.voiceSeconds + 1) throw new AppError('voiceTooLarge')
  return { type, seconds: Math.round(seconds) }
}

interface Frame {
  length: number
  seconds: number
}

function mp3Seconds(bytes: Buffer): number | null {
  const tagged = bytes.subarray(0, 3).toString('latin1') === 'ID3'
  const start = tagged ? ID3_HEADER + [6, 7, 8, 9].reduce((size, at) => size * 128 + ((bytes[at] ?? 0) & 0x7f), 0) : 0
  const tail = bytes.subarray(-ID3_TAIL).subarray(0, 3).toString('latin1') === 'TAG' ? ID3_TAIL : 0
  return secondsOfFrames(bytes.subarray(start, bytes.length - tail), mp3Frame)
}

function mp3Frame(bytes: Buffer, at: number): Frame | null {
  const [first, second = 0, third = 0] = bytes.subarray(at, at + 4)
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return null
  const version = (second >> 3) & 3
  const rate = MP3_RATES[version]?.[(third >> 2) & 3]
  const kilobits = BITRATES[version === 3 ? 1 : 2][third >> 4]
  if (!rate || !kilobits) return null
  const samples = version === 3 ? 1152 : 576
  return { length: Math.floor(samples / 8 * kilobits * 1000 / rate) + ((third >> 1) & 1), seconds: samples / rate }
}

function aacSeconds(bytes: Buffer): number | null {
  return secondsOfFrames(bytes, (all, at) => {
    const [first, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = all.subarray(at, at + 7)
    if (first !== 0xff || (second & 0xf6) !== 0xf0) return null
    const rate = AAC_RATES[(third >> 2) & 15]
    const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5)
    return rate && length > 7 ? { length, seconds: 1024 / rate } : null
  })
}

/**
 * Adds up frame after frame to the end. The last frame may be incomplete: a recorder that is stopped can cut it off.
 * @returns seconds; null when the bytes are not a sequence of frames
 */
function secondsOfFrames(bytes: Buffer, read: (bytes: Buffer, at: number) => Frame | null): number | null {
  let [at, frames, seconds] = [0, 0, 0]
  while (at < bytes.length) {
    const frame = bytes.length - at < 7 ? null : read(bytes, at)
    if (!frame) {
      if (bytes.length - at >= 7) return null
      break
    }
    at += frame.length
    frames++
    seconds += frame.seconds
  }
  return frames >= FRAMES_LEAST ? seconds : null
}

/**
 * Reads the top-level boxes, which must fit into the file; the movie header gives the duration.
 * @returns seconds; null when the structure is invalid
 */
function mp4Seconds(bytes: Buffer): number | null {
  const boxes = boxesOf(bytes)
  const movie = boxes?.find(({ name }) => name === 'moov')
  const header = movie && boxesOf(movie.content)?.find(({ name }) => name === 'mvhd')?.content
  if (!boxes?.some(({ name }) => name === 'mdat') || !header || header.length < 32) return null
  const wide = header[0] === 1
  const scale = header.readUInt32BE(wide ? 20 : 12)
  const duration = wide ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  return scale > 0 && duration > 0 ? duration / scale : null
}

function boxesOf(bytes: Buffer): Array<{ name: string; content: Buffer }> | null {
  const boxes = []
  for (let at = 0; at < bytes.length;) {
    if (bytes.length - at < 8) return null
    const size = bytes.readUInt32BE(at)
    if (size < 8 || at + size > bytes.length) return null
    boxes.push({ name: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + 8, at + size) })
    at += size
  }
  return boxes
}
