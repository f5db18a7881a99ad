import type { RouterContext } from '@koa/router'
import { LIMITS } from '../../src/contract/limits'
import type { AttachmentEndpoint } from '../../src/contract/permissions'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import type { Viewer } from '../session/viewer'
import { idParams } from '../typed'
import { AttachmentModel, type AttachmentDoc } from './model'
import { readPhoto } from './photoStore'
import { maySeeAttachment } from './policy'
import { attachmentSchema, jpegSchema } from './schema'
import { upload } from './upload'

const JPEG = 'image/jpeg'

/** Photos: sent one by one, then named by their ids where they belong. */
export function mountAttachments(endpoints: Endpoints, deps: Deps): void {
  endpoints.mount({
    name: 'createAttachment', status: 201, idempotent: true,
    summary: 'Send one photo (JPEG, PNG or WebP); it is re-encoded without any metadata and is yours alone until a matter uses it.',
    upload: { field: 'file', most: LIMITS.photoBytes, tooLarge: 'attachmentTooLarge' },
    response: attachmentSchema, errors: ['attachmentTypeNotAllowed', 'attachmentBroken', 'tooManyAttachments']
  }, async ({ file, viewer, key }) => {
    const { _id, width, height, size } = await upload(file, viewer, key, deps)
    return { id: String(_id), width, height, size }
  })

  endpoints.mount({
    name: 'getAttachment', summary: 'A photo, for those of the matter.',
    params: idParams, response: jpegSchema, mediaType: JPEG
  }, async ({ params, viewer, ctx }) => {
    const attachment = await findVisibleAttachment('getAttachment', params.id, viewer, deps.now())
    // Whoever opens an original's photo is written down; ids only.
    deps.log.info({ person: viewer.id, attachment: params.id, matter: attachment.usedBy && String(attachment.usedBy) }, 'a photo was opened')
    return send(ctx, attachment, 'photo')
  })

  endpoints.mount({
    name: 'getAttachmentThumbnail', summary: 'A photo in small: no side longer than 320 px.',
    params: idParams, response: jpegSchema, mediaType: JPEG
  }, async ({ params, viewer, ctx }) => send(ctx, await findVisibleAttachment('getAttachmentThumbnail', params.id, viewer, deps.now()), 'thumbnail'))
}

/** @throws AppError notFound, the same whether it is missing or not for him */
async function findVisibleAttachment(endpoint: AttachmentEndpoint, id: string, viewer: Viewer, now: number): Promise<AttachmentDoc> {
  const found = await AttachmentModel.findOne({ _id: id, state: 'ready' })
  if (!found || !(await maySeeAttachment(endpoint, found, viewer, now))) throw new AppError('notFound')
  return found
}

async function send(ctx: RouterContext, attachment: AttachmentDoc, which: 'photo' | 'thumbnail'): Promise<Buffer> {
  const file = attachment[which]
  if (!file) throw new AppError('notFound')
  const bytes = await readPhoto(file)
  ctx.set('Cache-Control', 'private, no-store')
  ctx.set('Content-Disposition', `attachment; filename="${which}-${String(attachment._id)}.jpg"`)
  return bytes
}
