import { allowedActions } from '../../src/contract/serviceRequest'
import type {
  Appointment, RoutingStep, ServiceRequestDetail, ServiceRequestSummary, SubmitReceipt, TimelineEntry
} from '../../src/contract/serviceRequestViews'
import type { CatalogueItemFields } from '../ground/catalogueModel'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Viewer } from '../session/viewer'
import { dayOf } from '../workingTime/day'
import { consentNow, presentConsent } from './consent'
import type { ServiceRequestDoc, ServiceRequestFields } from './model'
import { stateOf } from './move'
import { relationsOf } from './policy'
import { openAll, openFields } from './sealing'

/** What a row of a list needs of a document. */
export type Listed = ServiceRequestFields & { _id: { toString(): string } }

/** A document with its words readable. */
type Opened = Listed & { timeline: Array<{ _id?: unknown }> }

const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null
const ref = (stored: { person: { toString(): string }; name: string }): { id: string; name: string } =>
  ({ id: String(stored.person), name: stored.name })

function presentWindow(window: { start: Date; end: Date } | null | undefined): Appointment | null {
  return window ? { start: window.start.toISOString(), end: window.end.toISOString() } : null
}

/** A row of a list. @param now ms since 1970 @throws SealError */
export async function presentSummary(fields: Keyring, stored: Listed, now: number): Promise<ServiceRequestSummary> {
  return summaryOf(await openFields(fields, stored, ['address']), now)
}

function summaryOf(stored: Listed, now: number): ServiceRequestSummary {
  return {
    id: String(stored._id),
    number: stored.number,
    status: stored.status,
    channel: stored.channel,
    waitingOn: stored.waitingOn ?? null,
    item: { code: stored.itemCode, name: stored.itemName },
    village: { code: stored.villageCode, name: stored.villageName, townName: stored.townName },
    applicantName: stored.applicant.name,
    beneficiaryName: stored.beneficiary?.name ?? null,
    specialGroups: [...stored.specialGroups],
    address: stored.address ?? '',
    assignee: ref(stored.assignee),
    appointment: presentWindow(stored.appointment),
    preferredTimes: stored.preferredTimes.map(({ date, part }) => ({ date, part })),
    timeChangeAsked: stored.timeChangeAsked,
    consent: consentNow(stored, now),
    createdAt: stored.createdAt.toISOString(),
    acceptBy: iso(stored.acceptBy),
    expectedBy: iso(stored.expectedBy),
    urgency: urgencyOf(stored, now)
  }
}

/** 3 a deadline has passed, 2 special group, 1 due today, 0 else; while the resident owes something no clock runs. */
function urgencyOf(stored: Listed, now: number): 0 | 1 | 2 | 3 {
  const running = stored.open && stored.waitingOn !== 'resident'
  // Without a deadline to accept it stands first in the inbox, but nobody is late.
  const deadline = stored.status === 'assigned' ? stored.acceptBy?.getTime() ?? Infinity : stored.dueAt.getTime()
  if (running && deadline < now) return 3
  if (stored.open && stored.precedence === 0) return 2
  return running && deadline !== Infinity && dayOf(deadline) === dayOf(now) ? 1 : 0
}

/** Who reads it: the one it is for, the relative who asked for somebody else, or one who answers. */
type Reader = 'concerned' | 'relative' | 'staff'

/**
 * The whole of it for one viewer, with the moves he may make.
 * Why colleagues passed it on to each other is theirs: residents see that it was passed on, not the reason. A relative who
 * asked for somebody else sees date, officer and result; what was seen and said in that home, and its papers, are not his.
 * @param idNumber as he may see it: masked, or whole where he takes his own along
 * @throws SealError
 */
export async function presentDetail(
  fields: Keyring, document: ServiceRequestDoc, viewer: Viewer, item: CatalogueItemFields | null, complaint: string, now: number, idNumber: string | null
): Promise<ServiceRequestDetail> {
  const relations = relationsOf(document, viewer, now)
  const stored: Opened = await openAll(fields, document)
  const role = relations.find(relation => relation === 'applicant' || relation === 'beneficiary') ?? 'staff'
  const { applicant, beneficiary, assignee } = stored
  const consent = presentConsent(stored, now)
  const reader = role === 'staff' ? 'staff' : role === 'applicant' && beneficiary && consent.state !== 'notNeeded' ? 'relative' : 'concerned'
  return {
    ...summaryOf(stored, now),
    assignee: { ...ref(assignee), phone: assignee.phone, rank: assignee.rank ?? null, level: assignee.level, kind: assignee.kind },
    consent,
    viewer: role,
    beneficiary: beneficiary ? { name: beneficiary.name, kinship: beneficiary.kinship, phone: beneficiary.phone ?? null } : null,
    applicant: { name: applicant.name, phone: applicant.phone ?? '' },
    idNumber,
    remark: stored.remark ?? '',
    photos: stored.photos.map(String),
    proofs: { serverAt: stored.createdAt.toISOString(), handsetAt: iso(stored.handsetAt), acceptedAt: iso(stored.acceptedAt) },
    routing: stored.routing.map(round => ({ at: round.at.toISOString(), cause: round.cause, steps: round.steps.map(presentStep) })),
    timeline: stored.timeline.map(entry => presentEntry(entry, reader)),
    custody: reader === 'relative' ? [] : stored.custody.map(entry => ({
      paper: entry.paper, holder: ref(entry.holder), since: entry.since.toISOString(),
      returned: entry.returned ? { at: entry.returned.at.toISOString(), to: entry.returned.to } : null
    })),
    papers: stored.custody.length === 0 ? 'none' : stored.custody.some(entry => !entry.returned) ? 'kept' : 'broughtBack',
    materialAsked: stored.materialAsked
      ? { papers: [...stored.materialAsked.papers], text: stored.materialAsked.text ?? '', at: stored.materialAsked.at.toISOString() }
      : null,
    missed: stored.missed,
    rating: stored.rating
      ? { stars: stored.rating.stars as 1 | 2 | 3 | 4 | 5, text: stored.rating.text ?? '', at: stored.rating.at.toISOString() }
      : null,
    declined: stored.declined ? { reason: stored.declined.reason, legalBasis: stored.declined.legalBasis, complaint } : null,
    actions: stored.cutAt ? [] : allowedActions(stateOf(document, now), relations, now),
    materials: item ? [...item.materials] : [],
    delivery: item?.delivery ?? false
  }
}

/** Answer of a submission: who has it and why. */
export function presentReceipt(stored: ServiceRequestDoc): SubmitReceipt {
  const { assignee } = stored
  return {
    id: String(stored._id),
    number: stored.number,
    status: stored.status,
    assignee: { ...ref(assignee), phone: assignee.phone, rank: assignee.rank ?? null, level: assignee.level, kind: assignee.kind },
    routing: (stored.routing[0]?.steps ?? []).map(presentStep),
    expectedBy: iso(stored.expectedBy)
  }
}

function presentStep(step: ServiceRequestFields['routing'][number]['steps'][number]): RoutingStep {
  return { level: step.level, person: step.person ? ref(step.person) : null, outcome: step.outcome }
}

const AMONG_COLLEAGUES: readonly TimelineEntry['action'][] = ['handBack', 'reassign']
/** What is written of these was seen or said in the home. */
const AT_HOME: readonly TimelineEntry['action'][] = ['nobodyHome', 'finish', 'documentReady', 'deliver', 'withdrawConsent']

function presentEntry(entry: Opened['timeline'][number], reader: Reader): TimelineEntry {
  const atHome = reader === 'relative' && AT_HOME.includes(entry.action)
  const hidden = atHome || (reader !== 'staff' && AMONG_COLLEAGUES.includes(entry.action))
  return {
    id: String(entry._id),
    action: entry.action,
    status: entry.status,
    at: entry.at.toISOString(),
    phoneTime: iso(entry.phoneTime),
    by: { ...ref(entry.by), relation: entry.relation },
    text: hidden ? null : entry.text ?? null,
    assignee: entry.assignee ? ref(entry.assignee) : null,
    appointment: presentWindow(entry.appointment),
    papers: atHome ? [] : [...entry.papers],
    photos: hidden || atHome ? [] : entry.photos.map(String)
  }
}
