/** Photos of a receipt show a home and who was there: a relative who asked for somebody else does not see them. */
import type { Types } from 'mongoose'
import { relationsOf } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import { presentConsent } from '../matters/consent'
import type { StoredServiceRequest } from './serviceRequestFields'

/** Whether the viewer is a relative who asked for somebody else. @param now ms since 1970 */
export function asksForAnother(stored: StoredServiceRequest, viewer: Viewer, now: number): boolean {
  return relationsOf(stored, viewer, now)[0] === 'applicant' && stored.beneficiary !== null &&
    presentConsent(stored, now).state !== 'notNeeded'
}

/** Whether the photo is one of a receipt and kept from this viewer. @param now ms since 1970 */
export function hidesReceiptPhoto(
  stored: StoredServiceRequest, photo: Types.ObjectId, viewer: Viewer, now: number
): boolean {
  return asksForAnother(stored, viewer, now) && isOfReceipt(stored, photo)
}

/** Whether the photo belongs to a receipt. */
export function isOfReceipt({ timeline }: Pick<StoredServiceRequest, 'timeline'>, photo: Types.ObjectId): boolean {
  return timeline.some(({ received, photos }) => received !== undefined && photos?.some(one => one.equals(photo)))
}
