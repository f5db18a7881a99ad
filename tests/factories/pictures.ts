/** Pictures as phones make them, and what some send instead; made here byte by byte. */
import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** A photo as a phone makes it: noise compresses badly, so that its size is lifelike. Sides in px. */
export function jpeg({ width = 640, height = 480 } = {}): Promise<Buffer> {
  return picture(width, height).jpeg().toBuffer()
}

export function png({ width = 320, height = 240 } = {}): Promise<Buffer> {
  return picture(width, height).png().toBuffer()
}

export function webp(): Promise<Buffer> {
  return picture(320, 240).webp().toBuffer()
}

function picture(width: number, height: number): Sharp {
  return sharp({
    create: { width, height, channels: 3, background: '#7a8a5a', noise: { type: 'gaussian', mean: 120, sigma: 20 } }
  })
}

/** A photo with everything that must not survive: place, device, profile, description, and lying on its side. */
export function telltaleJpeg(): Promise<Buffer> {
  return picture(640, 480)
    .withExif({
      IFD0: { Make: 'TestPhone', Software: 'planted' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 6/1 2/1', GPSLongitudeRef: 'E', GPSLongitude: '117/1 27/1 30/1' }
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><planted>secret place</planted></x:xmpmeta>')
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .jpeg().toBuffer()
}

/** A PNG whose header claims any size; behind it stand `rows` rows at most. */
export function pngClaiming(width: number, height: number, rows = 1): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const data = deflateSync(Buffer.alloc((1 + 3 * width) * rows))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), pngChunk('IHDR', header), pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0))
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crcOf(body), body.length + 4)
  return chunk
}

/** CRC-32 as PNG wants it. */
function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** A GIF of one pixel that claims 65535 × 65535 and any number of frames. */
export function gifBomb(frames = 1000): Buffer {
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 2, 0x44, 1, 0])
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])
  ])
}

/** An empty archive with a listed name. */
export function zip(): Buffer {
  const local = Buffer.from('504b0304140000000000000000000000000000000000000000000500000061' + '2e747874', 'hex')
  const end = Buffer.from('504b05060000000000000000000000000000000000000000', 'hex')
  return Buffer.concat([local, end])
}
