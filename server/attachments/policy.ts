/** Who may see a photo. */
import { PERMISSIONS, type AttachmentEndpoint } from '../../src/contract/permissions'
import type { CallContext } from '../deps'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { readMatter } from '../matters/questions'
import { isGranted } from '../matters/relations'
import type { AttachmentDoc } from './model'

/** The matter that holds a photo; null while none does. */
export async function matterOf({ _id, usedBy }: AttachmentDoc): Promise<StoredMatter | null> {
  const matter = usedBy && await readMatter<StoredMatter>(usedBy)
  return matter?.photos.some(photo => photo.equals(_id)) ? matter : null
}

/**
 * Whether the viewer may see a photo. While a matter holds the photo: by the rights to that matter, as far as matters
 * of its kind are visible to the viewer's relation. Before a matter does: only the sender.
 */
export async function maySeeAttachment(
  endpoint: AttachmentEndpoint, attachment: AttachmentDoc, matter: StoredMatter | null, { viewer, now }: CallContext
): Promise<boolean> {
  if (matter) {
    const { visibleTo } = kindOf(matter)
    const granting = PERMISSIONS[endpoint].by.filter(by => by !== 'sender' && visibleTo.includes(by))
    return isGranted(granting, matter, viewer, now)
  }
  return PERMISSIONS[endpoint].by.includes('sender') && String(attachment.owner) === viewer.id
}
