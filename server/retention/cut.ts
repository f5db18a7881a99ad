import { DAY_MS } from '../../src/contract/day'
import { deleteAttachmentsOf } from '../attachments/sweep'
import type { AuditInput } from '../audit/append'
import { writeOnVersion } from '../conditionalWrite'
import { deleteConsentVoice } from '../consentVoices/keep'
import type { Deps } from '../deps'
import { CUT_NAME } from '../matters/cutName'
import { kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { closedUncut, readMatter } from '../matters/questions'
import { sealFields } from '../matters/sealing'

const BATCH = 100

/**
 * Removes the personal data from closed matters whose retention period has ended; what was asked, where, when, who
 * answered and how the matter ended stays. One conditional update each, oldest first; after an interruption the next
 * call continues.
 * @param most how many matters in one call
 * @returns how many matters were cut
 */
export async function cutClosed(now: number, closedDays: number, most: number, deps: Deps): Promise<number> {
  const { filter } = closedUncut(now - closedDays * DAY_MS)
  let cut = 0
  while (cut < most) {
    const due = await Matter.find(filter)
      .sort({ closedAt: 1 })
      .limit(Math.min(BATCH, most - cut))
      .lean<StoredMatter[]>()
    let written = 0
    for (const stored of due) {
      if (await deps.audit.before(await erasing(stored, deps), () => cutOne(stored, now, deps))) written++
    }
    cut += written
    if (due.length === 0 || written === 0) return cut
  }
  return cut
}

/**
 * Photos and the recording are deleted before the matter is written: after an interruption the matter is found again.
 */
async function cutOne({ _id, closedAt: closedWhenFound }: StoredMatter, now: number, deps: Deps): Promise<boolean> {
  await deleteAttachmentsOf(_id)
  await deleteConsentVoice(_id)
  const done = await writeOnVersion<StoredMatter>(Matter, () => readMatter(_id), async current => {
    const stillDue =
      !current.open && current.cutAt === null && current.closedAt?.getTime() === closedWhenFound?.getTime()
    return stillDue ? { $set: await without(current, now, deps) } : null
  })
  return done?.written ?? false
}

/**
 * The audit's record that the matter was cut, and by whom; written before the cut, because otherwise the changed
 * timeline would be reported as tampering.
 */
async function erasing(stored: StoredMatter, deps: Deps): Promise<AuditInput> {
  const kind = kindOf(stored)
  const own = Object.keys(await kind.withoutPersonalData(stored, deps))
  return {
    station: stored.stationCode,
    act: 'erased',
    actor: { id: 'system', role: 'system', relation: null },
    subject: { kind: kind.subject, id: String(stored._id) },
    fields: [
      'applicant',
      'beneficiary',
      'address',
      'contacts',
      'search',
      'remark',
      'specialGroups',
      'photos',
      'consentVoice',
      'timeline',
      ...own
    ]
  }
}

/** The fields without anything personal of applicant and beneficiary. Data on health are removed with the rest. */
async function without(stored: StoredMatter, now: number, deps: Deps): Promise<Partial<StoredMatter>> {
  const { applicant, beneficiary, consent, timeline } = stored
  const kind = kindOf(stored)
  return {
    applicant: { ...applicant, name: CUT_NAME, phone: null, phoneIndex: null },
    beneficiary: beneficiary && { ...beneficiary, id: null, name: CUT_NAME, phone: null, phoneIndex: null },
    // The applicant's own list still shows the matter; the next owner of the beneficiary's phone number must not find
    // it.
    concerns: [String(applicant.person)],
    consent: consent && { ...consent, by: null },
    voiceAt: null, contacts: null, search: null,
    address: null, remark: null, specialGroups: [], photos: [], applied: [],
    timeline: timeline.map(({ search: _search, ...entry }) => ({
      ...entry, ...(entry.received && { received: { ...entry.received, name: CUT_NAME } }),
      text: null, photos: [], by: entry.relation === 'staff' ? entry.by : { ...entry.by, name: CUT_NAME }
    })),
    ...await sealFields(deps.fields, kind, String(stored._id), await kind.withoutPersonalData(stored, deps)),
    cutAt: new Date(now)
  }
}
