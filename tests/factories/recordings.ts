import type { Test } from 'supertest'
import { pathOf } from '../../src/contract/endpoints'
import type { TestApp } from '../setup/app'

/** Silent frames as WeChat's recorder writes them: MPEG 2, layer III, 16 kHz, 64 kbit/s, 36 ms each. */
export function mp3(seconds: number): Buffer {
  return frames(Math.round(seconds / 0.036), 288, [0xff, 0xf3, 0x88, 0xc4])
}

/** Silent ADTS frames, 16 kHz, 64 ms each. */
export function aac(seconds: number): Buffer {
  const length = 64
  return frames(Math.round(seconds / 0.064), length, [
    0xff, 0xf1, 0x60, 0x40 | (length >> 11), (length >> 3) & 0xff, ((length & 7) << 5) | 0x1f, 0xfc
  ])
}

/** The boxes of an M4A file whose header states this duration. */
export function m4a(seconds: number): Buffer {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(seconds * 1000, 16)
  return Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42isom')), box('moov', box('mvhd', header)),
    box('mdat', Buffer.alloc(500))
  ])
}

function frames(count: number, length: number, header: number[]): Buffer {
  const frame = Buffer.concat([Buffer.from(header), Buffer.alloc(length - header.length)])
  return Buffer.concat(Array.from({ length: count }, () => frame))
}

function box(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}

/** POST of a recording of the beneficiary, as this person. */
export function postVoice(app: TestApp, token: string, id: string, bytes: Buffer = mp3(5)): Test {
  return app.http.post(pathOf('sendConsentVoice', { id })).set('Authorization', token).attach('file', bytes, {
    filename: 'voice.mp3', contentType: 'audio/mpeg'
  })
}

/** GET of a recording of the beneficiary, as this person. */
export function getVoice(app: TestApp, token: string, id: string): Test {
  return app.http.get(pathOf('hearConsentVoice', { id })).set('Authorization', token).buffer(
    true
  ).parse((response, done) => {
    const parts: Buffer[] = []
    response.on('data', (part: Buffer) => parts.push(part))
    response.on('end', () => done(null, Buffer.concat(parts)))
  })
}
