import { allowedActions } from '../../src/contract/matter'
import { SERVICE_REQUEST_TABLE } from '../../src/contract/serviceRequest'
import type {
  ServiceRequestDetail,
  ServiceRequestSummary,
  SubmitReceipt,
  TimelineEntry
} from '../../src/contract/serviceRequestViews'
import { findItem } from '../catalogue/findItem'
import type { ContactView } from '../../src/contract/search'
import type { CatalogueItemFields } from '../ground/catalogueModel'
import type { Deps } from '../deps'
import { readContacts } from '../matters/contacts'
import { presentConsent } from '../matters/consent'
import { iso, presentAssignee, presentEntry, presentRouting, presentStep } from '../matters/present'
import { capacityOf, relationsOf } from '../matters/relations'
import { openAll } from '../matters/sealing'
import type { Viewer } from '../people/viewer'
import { idNumberForExport, maskedIdNumber } from './idNumber'
import { knownContacts, presentSearch, presentSearchEntry } from './presentSearch'
import { presentCustody, presentDifference } from './presentCustody'
import { summaryOf } from './presentSummary'
import { asksForAnother, isOfReceipt } from './receiptPhotos'
import type { StoredServiceRequest } from './serviceRequestFields'
import { stateOf } from './state'

/**
 * Who reads a service request: the person for whom it is, the relative who asked for somebody else, or a person who
 * answers.
 */
type Reader = 'concerned' | 'relative' | 'staff'

/**
 * The complete service request for one viewer, with the moves that the viewer may make and the item's materials.
 * @throws SealError
 */
export async function presentDetail(
  stored: StoredServiceRequest,
  viewer: Viewer,
  deps: Deps
): Promise<ServiceRequestDetail> {
  const [item, idNumber] = await Promise.all([findItem(stored.itemCode, deps), maskedIdNumber(deps.fields, stored)])
  return detailOf(stored, { item, idNumber }, viewer, deps)
}

/**
 * A service request in its person's export: an own identity number is complete, the item's materials are left out.
 * @throws SealError
 */
export async function exportServiceRequest(
  stored: StoredServiceRequest,
  viewer: Viewer,
  deps: Deps
): Promise<ServiceRequestDetail> {
  return detailOf(
    stored,
    { item: null, idNumber: await idNumberForExport(deps.fields, stored, viewer, deps.now()) },
    viewer,
    deps
  )
}

/** What a detail has beyond a row of a list, or has differently. */
type Further = Omit<ServiceRequestDetail, Exclude<keyof ServiceRequestSummary, 'assignee' | 'consent'>>

/**
 * Presents what the viewer may see. The reason for which colleagues passed a service request on stays among colleagues:
 * residents see that it was passed on, not why. A relative who asked for somebody else sees date, officer and result,
 * but not what was seen and said in that home, nor the papers.
 * @param extra the item of the catalogue, and the identity number as the viewer may see it
 */
async function detailOf(
  document: StoredServiceRequest,
  { item, idNumber }: { item: CatalogueItemFields | null; idNumber: string | null },
  viewer: Viewer,
  deps: Deps
): Promise<ServiceRequestDetail> {
  const now = deps.now()
  const relations = relationsOf(document, viewer, now)
  const stored = await openAll(deps.fields, document)
  const role = capacityOf(relations)
  const { applicant, beneficiary, materialAsked, rating, declined } = stored
  const consent = presentConsent(stored, now)
  const reader: Reader = role === 'staff' ? 'staff' : asksForAnother(stored, viewer, now) ? 'relative' : 'concerned'
  const known = knownContacts(readContacts(stored.contacts), role)
  const station = (await deps.ground.places()).station(stored.stationCode)
  const further: Further = {
    assignee: presentAssignee(stored.assignee),
    consent,
    station: { name: station?.name ?? '', phone: station?.phone ?? '' },
    viewer: role,
    beneficiary: beneficiary && { name: beneficiary.name, kinship: beneficiary.kinship, phone: beneficiary.phone },
    applicant: { name: applicant.name, phone: applicant.phone ?? '' },
    idNumber,
    remark: stored.remark ?? '',
    photos: stored.photos.filter(photo => reader !== 'relative' || !isOfReceipt(stored, photo)).map(String),
    proofs: {
      serverAt: stored.createdAt.toISOString(),
      handsetAt: iso(stored.handsetAt),
      acceptedAt: iso(stored.acceptedAt)
    },
    routing: presentRouting(stored.routing),
    timeline: stored.timeline.map(entry => presentFor(entry, { reader, known, viewer: viewer.id })),
    custody: reader === 'relative' ? [] : presentCustody(stored.custody),
    papers: papersOf(stored),
    papersDiffer: reader === 'staff' ? presentDifference(stored.papersDiffer) : null,
    materialAsked: materialAsked && {
      papers: materialAsked.papers,
      text: materialAsked.text ?? '',
      at: materialAsked.at.toISOString()
    },
    missed: stored.missed,
    undoUntil: iso(stored.lastMiss?.until ?? null),
    contacts: known,
    search: await presentSearch(stored, role, null, deps),
    rating: rating && { stars: rating.stars, text: rating.text ?? '', at: rating.at.toISOString() },
    declined: declined && {
      reason: declined.reason,
      legalBasis: declined.legalBasis,
      complaint: deps.settings.complaint
    },
    actions: stored.cutAt ? [] : allowedActions(SERVICE_REQUEST_TABLE, stateOf(document, now), relations, now),
    materials: item?.materials ?? [],
    delivery: item?.delivery ?? false
  }  // A literal that spreads one part and adds many fields takes ten times as long.
  return Object.assign(summaryOf(stored, now), further)
}

/** The answer to a submission: who is the assignee and why. */
export function presentReceipt(stored: StoredServiceRequest): SubmitReceipt {
  return {
    id: String(stored._id),
    number: stored.number,
    status: stored.status,
    assignee: presentAssignee(stored.assignee),
    routing: (stored.routing[0]?.steps ?? []).map(presentStep),
    expectedBy: iso(stored.expectedBy)
  }
}

function papersOf({ custody }: StoredServiceRequest): ServiceRequestDetail['papers'] {
  if (custody.length === 0) return 'none'
  return custody.some(({ returned }) => !returned) ? 'kept' : 'broughtBack'
}

const AMONG_COLLEAGUES: readonly TimelineEntry['action'][] = [
  'handBack', 'reassign', 'climb', 'givePapers', 'receivePapers'
]
/** Moves whose text describes what was seen or said in the home. */
const AT_HOME: readonly TimelineEntry['action'][] = [
  'nobodyHome',
  'finish',
  'documentReady',
  'deliver',
  'withdrawConsent',
  'takePapers',
  'givePapers',
  'receivePapers',
  'returnPapers',
  'setDelivery',
  'notDelivered',
  'noteCall'
]

interface EntryReader {
  reader: Reader
  /** The contacts whom the reader knows. */
  known: readonly ContactView[]
  viewer: string
}

function presentFor(
  entry: StoredServiceRequest['timeline'][number], { reader, known, viewer }: EntryReader
): TimelineEntry {
  const atHome = reader === 'relative' && AT_HOME.includes(entry.action)
  const among = reader !== 'staff' && AMONG_COLLEAGUES.includes(entry.action)
  // What helpers and officers said in a search may name somebody whom the reader doesn't know.
  const said = reader !== 'staff' && entry.action === 'answerSearch' && String(entry.by.person) !== viewer
  const shown = presentEntry(entry, { words: atHome || among || said, papers: atHome })
  const hidden = said && entry.relation === 'helper' && entry.search?.kind !== 'agent'
  return {
    ...shown, by: hidden ? { ...shown.by, id: '', name: '' } : shown.by, search: presentSearchEntry(entry, known)
  }
}
