import type { Test } from 'supertest'
import { pathOf } from '../../src/contract/endpoints'
import type { TestApp } from '../setup/app'
import { jpeg } from './pictures'
import { newKey } from './serviceRequests'

/** POST /attachments as this person. */
export function postPhoto(
  app: TestApp, token: string, bytes: Buffer, { key = newKey(), name = 'photo.jpg', type = 'image/jpeg' } = {}
): Test {
  return app.http.post(pathOf('createAttachment')).set('Authorization', token).set('Idempotency-Key', key)
    .attach('file', bytes, { filename: name, contentType: type })
}

/** A stored photo. @returns its id */
export async function buildPhoto(app: TestApp, token: string): Promise<string> {
  const { body } = await postPhoto(app, token, await jpeg({ width: 64, height: 48 })).expect(201)
  return body.id as string
}

/** GET of a photo or its thumbnail, as this person. */
export function getPhoto(
  app: TestApp, token: string, id: string, which: 'getAttachment' | 'getAttachmentThumbnail' = 'getAttachment'
): Test {
  return app.http.get(pathOf(which, { id })).set('Authorization', token).buffer(true).parse((response, done) => {
    const parts: Buffer[] = []
    response.on('data', (part: Buffer) => parts.push(part))
    response.on('end', () => done(null, Buffer.concat(parts)))
  })
}
