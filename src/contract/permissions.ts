/**
 * Who may see and do what: the one table from which the server's checks, what a screen offers and docs/PERMISSIONS.md
 * are made. Source: product.md "Who may see and do". An endpoint without a row doesn't compile.
 */
import { BENEFICIARY_ROLES, type BeneficiaryRole } from './beneficiary'
import type { EndpointName } from './endpoints'
import { ANSWERING_ROLES, STATION_ROLES, type Role } from './roles'
import type { Relation } from './matter'
import { ACTIONS, MOVES, type Action } from './serviceRequest'
import type { ListRole } from './serviceRequestViews'

/** Calls of a known person: anybody with a bound phone, or somebody with one of these roles. */
export type PersonAccess = 'user' | readonly Role[]
/** Who may call: anybody; somebody signed in to WeChat; a known person. */
export type Access = 'public' | 'session' | PersonAccess

/**
 * What somebody is to a service request beyond the status table's relations; never to one that concerns himself:
 * - currentAssignee: it is assigned to him, not only offered
 * - namedOfficer, namedAgent: named for the village today; the agent counts for paperwork only
 */
export const FURTHER_RELATIONS = ['currentAssignee', 'namedOfficer', 'namedAgent'] as const
export type FurtherRelation = (typeof FURTHER_RELATIONS)[number]
export type MatterRelation = Relation | FurtherRelation

/** What somebody is to a photo: of the matter that holds it, or while none does the one who sent it. */
export type AttachmentRelation = MatterRelation | 'sender'

/**
 * About one thing: besides the access one of these relations to it; without one the answer is that of a thing that
 * isn't there.
 */
interface OfThing<Thing extends string, Granting extends string> {
  access: PersonAccess
  of: Thing
  by: readonly Granting[]
}
type OfMatter = OfThing<'serviceRequest', MatterRelation>
type OfBeneficiary = OfThing<'beneficiary', BeneficiaryRole>
type OfAttachment = OfThing<'attachment', AttachmentRelation>

/** A list, by the value of its query's `role`: who may ask for it, and what he is to everything in it. */
interface OfList<Scope extends string, Granting extends string> {
  access: PersonAccess
  scopes: Readonly<Record<Scope, { access: PersonAccess; by: readonly Granting[] }>>
}

/** About nothing, or about nothing but the caller himself. */
interface OfNothing {
  access: Access
}

export type PermissionRow =
  | OfNothing
  | OfMatter
  | OfBeneficiary
  | OfAttachment
  | OfList<ListRole, MatterRelation>
  | OfList<BeneficiaryRole, BeneficiaryRole>

/**
 * Those of a matter: the two it concerns, who answers or is asked to, the named of the village, the desk and chief of
 * the station.
 */
const OF_THE_MATTER: readonly MatterRelation[] = [
  'applicant', 'beneficiary', 'assignee', 'namedOfficer', 'namedAgent', 'dispatcher', 'chief'
]

const ofMatter = (by: readonly MatterRelation[], access: PersonAccess = 'user'): OfMatter => ({
  access,
  of: 'serviceRequest',
  by
})
const ofBeneficiary = (by: readonly BeneficiaryRole[], access: PersonAccess = 'user'): OfBeneficiary => ({
  access,
  of: 'beneficiary',
  by
})
const photo: OfAttachment = { access: 'user', of: 'attachment', by: ['sender', ...OF_THE_MATTER] }

/** The moves' rows come from the status table. */
const moveRows = Object.fromEntries(ACTIONS.map(action => [action, ofMatter(MOVES[action].by)])) as Record<
  Action,
  OfMatter
>

export const PERMISSIONS = {
  createSession: { access: 'public' },
  bindPhone: { access: 'session' },
  endSession: { access: 'session' },
  getMe: { access: 'user' },
  updateMe: { access: 'user' },
  deleteMe: { access: 'user' },
  exportMe: { access: 'user' },
  listMySessions: { access: 'user' },
  endMySessions: { access: 'user' },
  listMyConsents: { access: 'user' },
  recordMyConsent: { access: 'user' },
  listDemoPeople: { access: 'public' },
  getCatalogue: { access: 'public' },
  getCatalogueItem: { access: 'public' },
  triage: { access: 'public' },
  searchVillages: { access: 'public' },
  getVillage: { access: 'public' },
  askProgress: { access: 'public' },
  listAudit: { access: ['admin', 'chief'] },

  listBeneficiaries: {
    access: 'user',
    scopes: {
      owner: { access: 'user', by: ['owner'] },
      self: { access: 'user', by: ['self'] },
      witness: { access: ['agent'], by: ['witness'] }
    }
  },
  createBeneficiary: { access: 'user' },
  getBeneficiary: ofBeneficiary(BENEFICIARY_ROLES),
  updateBeneficiary: ofBeneficiary(['owner']),
  deleteBeneficiary: ofBeneficiary(['owner']),
  askConsent: ofBeneficiary(['owner']),
  giveConsent: ofBeneficiary(['witness'], ['agent']),
  endConsent: ofBeneficiary(BENEFICIARY_ROLES),

  createServiceRequest: { access: 'user' },
  listServiceRequests: {
    access: 'user',
    scopes: {
      mine: { access: 'user', by: ['applicant', 'beneficiary'] },
      inbox: { access: ANSWERING_ROLES, by: ['assignee'] },
      station: { access: STATION_ROLES, by: ['dispatcher', 'chief'] }
    }
  },
  getServiceRequest: ofMatter(OF_THE_MATTER),
  getSlip: ofMatter(OF_THE_MATTER),
  markReceived: ofMatter(['currentAssignee']),
  listColleagues: ofMatter(['dispatcher', 'chief'], STATION_ROLES),
  lookAtIdNumber: ofMatter(['currentAssignee']),
  findByIdNumber: { access: STATION_ROLES },
  sendConsentVoice: ofMatter(['applicant']),
  hearConsentVoice: ofMatter(['beneficiary', 'currentAssignee']),
  ...moveRows,

  createAttachment: { access: 'user' },
  getAttachment: photo,
  getAttachmentThumbnail: photo
} satisfies Record<EndpointName, PermissionRow>

type Of<Row> = { [N in EndpointName]: (typeof PERMISSIONS)[N] extends Row ? N : never }[EndpointName]
/** Endpoints about one service request, one family member, one photo; lists with scopes. */
export type MatterEndpoint = Of<OfMatter>
export type BeneficiaryEndpoint = Of<OfBeneficiary>
export type AttachmentEndpoint = Of<OfAttachment>
export type ListEndpoint = Of<{ scopes: object }>
/** Endpoints that anybody may call, that somebody signed in to WeChat may call, and that need a known person. */
export type PublicEndpoint = Of<{ access: 'public' }>
export type SessionEndpoint = Of<{ access: 'session' }>
export type PersonEndpoint = Exclude<EndpointName, PublicEndpoint | SessionEndpoint>
export type ScopeOf<N extends ListEndpoint> = keyof (typeof PERMISSIONS)[N]['scopes'] & string

/** Whether anybody may call it, signed in or not. */
export function isPublic(name: EndpointName): boolean {
  return PERMISSIONS[name].access === 'public'
}

/** Whether somebody with a bound phone and these roles may call it. */
export function mayCall(roles: readonly Role[], name: EndpointName): boolean {
  return hasAccess(roles, PERMISSIONS[name].access)
}

/** Whether he may ask for this part of a list. */
export function mayList<N extends ListEndpoint>(roles: readonly Role[], name: N, scope: ScopeOf<N>): boolean {
  const { scopes } = PERMISSIONS[name] as { scopes: Record<string, { access: Access }> }
  return mayCall(roles, name) && hasAccess(roles, scopes[scope]!.access)
}

/** Whether being this to a family member is enough for a call about him. */
export function grants(name: BeneficiaryEndpoint, role: BeneficiaryRole): boolean {
  return PERMISSIONS[name].by.includes(role)
}

function hasAccess(roles: readonly Role[], access: Access): boolean {
  return typeof access === 'string' || access.some(role => roles.includes(role))
}
