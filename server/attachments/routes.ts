import type { RouterContext } from '@koa/router'
import { LIMITS } from '../../src/contract/limits'
import type { AttachmentEndpoint } from '../../src/contract/permissions'
import type { CallContext, Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import { idParams } from '../typed'
import { AttachmentModel, type AttachmentDoc } from './model'
import { readPhoto } from './photoStore'
import { matterOf, maySeeAttachment } from './policy'
import { recordLooks, type SeenAttachment } from './recordLooks'
import { attachmentSchema } from './schema'
import { upload } from './upload'

const JPEG = 'image/jpeg'

/** Photos are sent one by one and then named by their ids in the body of the call that uses them. */
export function mountAttachments(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'createAttachment', status: 201,
    summary: 'Send one photo (JPEG, PNG or WebP); it is re-encoded without any metadata '
      + 'and is yours alone until a matter uses it.',
    upload: { most: LIMITS.photoBytes, tooLarge: 'attachmentTooLarge', what: '一张照片' },
    response: attachmentSchema, errors: ['attachmentTypeNotAllowed', 'attachmentBroken', 'tooManyAttachments']
  }, async ({ file, ...context }) => {
    const { _id, width, height, size } = await upload(file, context)
    return { id: String(_id), width, height, size }
  })

  const record = recordLooks()
  endpoints.mount({
    name: 'getAttachment', summary: 'A photo, for those of the matter; opening somebody else’s is recorded.',
    params: idParams, mediaType: JPEG
  }, async ({ params, ctx, ...context }) => {
    const seen = await findVisibleAttachment('getAttachment', params.id, context)
    return record(seen, 'photo', context, () => send(ctx, seen.attachment, 'photo'))
  })

  endpoints.mount({
    name: 'getAttachmentThumbnail', summary: 'A photo in small: no side longer than 320 px. Recorded once a day.',
    params: idParams, mediaType: JPEG
  }, async ({ params, ctx, ...context }) => {
    const seen = await findVisibleAttachment('getAttachmentThumbnail', params.id, context)
    return record(seen, 'thumbnail', context, () => send(ctx, seen.attachment, 'thumbnail'))
  })
}

/** @throws AppError notFound, the same whether the photo is missing or the viewer may not see it */
async function findVisibleAttachment(
  endpoint: AttachmentEndpoint, id: string, context: CallContext
): Promise<SeenAttachment> {
  const attachment = await AttachmentModel.findOne({ _id: id, state: 'ready' })
  const matter = attachment && await matterOf(attachment)
  if (!attachment || !(await maySeeAttachment(endpoint, attachment, matter, context))) throw new AppError('notFound')
  return { attachment, matter }
}

async function send(ctx: RouterContext, attachment: AttachmentDoc, which: 'photo' | 'thumbnail'): Promise<Buffer> {
  const file = attachment[which]
  if (!file) throw new AppError('notFound')
  const bytes = await readPhoto(file)
  ctx.set('Cache-Control', 'private, no-store')
  ctx.set('Content-Disposition', `attachment; filename="${which}-${String(attachment._id)}.jpg"`)
  return bytes
}
