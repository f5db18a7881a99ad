/** Who may see a photo. */
import { PERMISSIONS, type AttachmentEndpoint } from '../../src/contract/permissions'
import { grantedBy } from '../serviceRequests/policy'
import { ServiceRequest } from '../serviceRequests/model'
import type { Viewer } from '../session/viewer'
import type { AttachmentDoc } from './model'

/**
 * Those of the matter that holds it; before any does, whoever sent it.
 * @param now ms since 1970
 */
export async function maySeeAttachment(endpoint: AttachmentEndpoint, attachment: AttachmentDoc, viewer: Viewer, now: number): Promise<boolean> {
  const matter = attachment.usedBy && await ServiceRequest.findById(attachment.usedBy)
  if (matter?.photos.some(photo => photo.equals(attachment._id))) return grantedBy(endpoint, matter, viewer, now)
  return PERMISSIONS[endpoint].by.includes('sender') && String(attachment.owner) === viewer.id
}
