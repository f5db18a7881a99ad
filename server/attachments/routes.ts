import type { RouterContext } from '@koa/router'
import { LIMITS } from '../../src/contract/limits'
import type { AttachmentEndpoint } from '../../src/contract/permissions'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import type { Viewer } from '../people/viewer'
import { idParams } from '../typed'
import { AttachmentModel, type AttachmentDoc } from './model'
import { readPhoto } from './photoStore'
import { matterOf, maySeeAttachment } from './policy'
import { recordLooks, type SeenAttachment } from './recordLooks'
import { attachmentSchema } from './schema'
import { upload } from './upload'

const JPEG = 'image/jpeg'

/** Photos: sent one by one, then named by their ids where they belong. */
export function mountAttachments(endpoints: Endpoints<Deps>, deps: Deps): void {
  endpoints.mount({
    name: 'createAttachment', status: 201,
    summary: 'Send one photo (JPEG, PNG or WebP); it is re-encoded without any metadata and is yours alone until a matter uses it.',
    upload: { most: LIMITS.photoBytes, tooLarge: 'attachmentTooLarge', what: '一张照片' },
    response: attachmentSchema, errors: ['attachmentTypeNotAllowed', 'attachmentBroken', 'tooManyAttachments']
  }, async ({ file, viewer, key }) => {
    const { _id, width, height, size } = await upload(file, viewer, key, deps)
    return { id: String(_id), width, height, size }
  })

  const record = recordLooks(deps)
  endpoints.mount({
    name: 'getAttachment', summary: 'A photo, for those of the matter; opening somebody else’s is recorded.',
    params: idParams, mediaType: JPEG
  }, async ({ params, viewer, ctx }) => {
    const seen = await findVisibleAttachment('getAttachment', params.id, viewer, deps.now())
    return record(seen, 'photo', viewer, () => send(ctx, seen.attachment, 'photo'))
  })

  endpoints.mount({
    name: 'getAttachmentThumbnail', summary: 'A photo in small: no side longer than 320 px. Recorded once a day.',
    params: idParams, mediaType: JPEG
  }, async ({ params, viewer, ctx }) => {
    const seen = await findVisibleAttachment('getAttachmentThumbnail', params.id, viewer, deps.now())
    return record(seen, 'thumbnail', viewer, () => send(ctx, seen.attachment, 'thumbnail'))
  })
}

/** @throws AppError notFound, the same whether it is missing or not for him */
async function findVisibleAttachment(endpoint: AttachmentEndpoint, id: string, viewer: Viewer, now: number): Promise<SeenAttachment> {
  const attachment = await AttachmentModel.findOne({ _id: id, state: 'ready' })
  const matter = attachment && await matterOf(attachment)
  if (!attachment || !(await maySeeAttachment(endpoint, attachment, matter, viewer, now))) throw new AppError('notFound')
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
