import { deleteAttachmentsOf } from '../attachments/sweep'
import type { AuditInput } from '../audit/append'
import { deleteConsentVoice } from '../consentVoices/keep'
import type { Deps } from '../deps'
import type { Keyring } from '../fieldEncryption/keyring'
import { ServiceRequest, type ServiceRequestDoc } from '../serviceRequests/model'
import { openFields, sealFields } from '../serviceRequests/sealing'
import { DAY_MS } from '../../src/contract/day'

/** Stands where a name stood. */
export const CUT_NAME = '已隐去'

const BATCH = 100

/**
 * Cuts the personal data out of closed service requests whose time is over: what was asked, where, when, by whom it was
 * answered and how it ended stays. One conditional update each, oldest first; cut off it goes on where it stopped.
 * @param most how many in one go
 * @returns how many were cut
 */
export async function cutClosed(now: number, closedDays: number, most: number, { audit, fields }: Pick<Deps, 'audit' | 'fields'>): Promise<number> {
  let cut = 0
  while (cut < most) {
    const due = await ServiceRequest.find({ open: false, cutAt: null, closedAt: { $lt: new Date(now - closedDays * DAY_MS) } })
      .sort({ closedAt: 1 }).limit(Math.min(BATCH, most - cut))
    let written = 0
    for (const stored of due) {
      written += await audit.before(erasing(stored), () => cutOne(stored, now, fields))
    }
    cut += written
    if (due.length === 0 || written === 0) return cut
  }
  return cut
}

/** Photos and voice go first: cut off between the two, the matter is found again. */
async function cutOne(stored: ServiceRequestDoc, now: number, fields: Keyring): Promise<number> {
  await deleteAttachmentsOf(stored._id)
  await deleteConsentVoice(stored._id)
  const { modifiedCount } = await ServiceRequest.updateOne({ _id: stored._id, version: stored.version }, { $set: await without(stored, now, fields), $inc: { version: 1 } })
  return modifiedCount
}

/** Its timeline is a record that shows every change; that it was cut, and by whom, is written down first. */
function erasing({ _id, stationCode }: ServiceRequestDoc): AuditInput {
  return {
    station: stationCode, act: 'erased', actor: { id: 'system', role: 'system', relation: null },
    subject: { kind: 'serviceRequests', id: String(_id) }, fields: ['applicant', 'beneficiary', 'idNumber', 'address', 'remark', 'photos', 'consentVoice', 'timeline']
  }
}

/** The fields as they are without anything personal of applicant and beneficiary. Health goes with the rest. */
async function without(stored: ServiceRequestDoc, now: number, fields: Keyring): Promise<object> {
  const { applicant, beneficiary, consent, rating, timeline, custody } = stored.toObject()
  const id = String(stored._id)
  const { declined } = await openFields(fields, stored.toObject(), ['declined.legalBasis'])
  return {
    applicant: { ...applicant, name: CUT_NAME, phone: null, phoneIndex: null },
    beneficiary: beneficiary ? { ...beneficiary, id: null, name: CUT_NAME, phone: null, phoneIndex: null } : null,
    // The applicant's own list still shows it; a phone's next owner must not find it.
    concerns: [String(applicant.person)],
    consent: consent ? { ...consent, by: null } : null,
    voiceAt: null, idNumber: null, idNumberIndex: null,
    address: null, remark: null, specialGroups: [], preferredTimes: [], materialAsked: null, photos: [], applied: [],
    custody: custody.map(entry => ({ ...entry, returned: entry.returned ? { ...entry.returned, to: CUT_NAME } : null })),
    rating: rating ? { ...rating, text: null } : null,
    ...await sealFields(fields, id, { declined: declined ? { ...declined, reason: CUT_NAME } : null }),
    timeline: timeline.map(entry => ({
      ...entry, text: null, photos: [], by: entry.relation === 'staff' ? entry.by : { ...entry.by, name: CUT_NAME }
    })),
    cutAt: new Date(now)
  }
}
