/**
 * What the phone keeps of a matter that is being delivered, so that its receipt can be written where there is no
 * signal: what the form shows, without numbers, phones, places and words. It is forgotten with the session.
 */
import type { ServiceRequestDetail } from '../contract/serviceRequestViews'
import { signedInId } from './heldSession'
import { forget, keep, readKept } from './storage'

/** session.ts forgets what a person's keys hold when the session ends. */
const keyOf = (owner: string, id: string): string => `delivery:${owner}:${id}`

/** Keeps a matter while it is being delivered by the person who is signed in, and forgets it afterwards. */
export function keepDelivery(detail: ServiceRequestDetail): void {
  const owner = signedInId.get()
  if (owner === null) return
  if (detail.status === 'delivering' && detail.actions.includes('deliver')) keep(keyOf(owner, detail.id), bare(detail))
  else forget(keyOf(owner, detail.id))
}

/** The matter as it was kept; null where the phone has none for the person who is signed in. */
export function keptDelivery(id: string): ServiceRequestDetail | null {
  const owner = signedInId.get()
  return owner === null ? null : readKept<ServiceRequestDetail>(keyOf(owner, id))
}

function bare(detail: ServiceRequestDetail): ServiceRequestDetail {
  const last = detail.timeline.slice(-1).map(entry => ({ ...entry, text: null, photos: [] }))
  return {
    ...detail, applicant: { ...detail.applicant, phone: '' },
    beneficiary: detail.beneficiary && { ...detail.beneficiary, phone: null },
    address: '', idNumber: null, remark: '', photos: [], routing: [], timeline: last, materialAsked: null,
    specialGroups: [], rating: null, declined: null, materials: [], papersDiffer: null
  }
}
