/** Who may see a photo. */
import { PERMISSIONS, type AttachmentEndpoint } from '../../src/contract/permissions'
import type { CallContext } from '../deps'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { readMatter } from '../matters/questions'
import { isGranted } from '../matters/relations'
import type { AttachmentDoc } from './model'

/** The matter that holds a photo; null while no matter does. */
export async function matterOf({ _id, usedBy }: AttachmentDoc): Promise<StoredMatter | null> {
  const matter = usedBy && await readMatter<StoredMatter>(usedBy)
  return matter?.photos.some(photo => photo.equals(_id)) ? matter : null
}

/**
 * Whether the viewer may see a photo. Once a matter holds the photo, the rights to that matter decide, as far as the
 * viewer's relation may see matters of that kind. Until then only the sender may see the photo.
 */
export async function maySeeAttachment(
  endpoint: AttachmentEndpoint, attachment: AttachmentDoc, matter: StoredMatter | null, { viewer, now }: CallContext
): Promise<boolean> {
  if (matter) {
    const { visibleTo, hidesPhoto } = kindOf(matter)
    if (hidesPhoto?.(matter, attachment._id, viewer, now)) return false
    const granting = PERMISSIONS[endpoint].by.filter(by => by !== 'sender' && visibleTo.includes(by))
    return isGranted(granting, matter, viewer, now)
  }
  return PERMISSIONS[endpoint].by.includes('sender') && String(attachment.owner) === viewer.id
}
