/** Who may see a photo. */
import { PERMISSIONS, type AttachmentEndpoint } from '../../src/contract/permissions'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { readMatter } from '../matters/questions'
import { isGranted } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import type { AttachmentDoc } from './model'

/** The matter that holds it; null while none does. */
export async function matterOf({ _id, usedBy }: AttachmentDoc): Promise<StoredMatter | null> {
  const matter = usedBy && await readMatter<StoredMatter>(usedBy)
  return matter?.photos.some(photo => photo.equals(_id)) ? matter : null
}

/**
 * Those of the matter that holds it, as far as matters of its kind show themselves to them; before any does, whoever sent it.
 * @param now ms since 1970
 */
export async function maySeeAttachment(
  endpoint: AttachmentEndpoint, attachment: AttachmentDoc, matter: StoredMatter | null, viewer: Viewer, now: number
): Promise<boolean> {
  if (matter) {
    const { visibleTo } = kindOf(matter)
    return isGranted(PERMISSIONS[endpoint].by.filter(by => by !== 'sender' && visibleTo.includes(by)), matter, viewer, now)
  }
  return PERMISSIONS[endpoint].by.includes('sender') && String(attachment.owner) === viewer.id
}
