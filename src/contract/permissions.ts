/**
 * Who may see and do what: the one table that the server's checks, the actions offered by screens and
 * docs/PERMISSIONS.md are derived from. Source: product rules, "Who may see and do". An endpoint without a row doesn't
 * compile.
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
 * Relations of a viewer to a service request beyond those of the status table. A person whom the service request
 * concerns has none of them:
 * - currentAssignee: the service request is assigned to the viewer, not only offered
 * - namedOfficer, namedAgent: named for the village today; the agent counts for paperwork only
 */
export const FURTHER_RELATIONS = ['currentAssignee', 'namedOfficer', 'namedAgent'] as const
export type FurtherRelation = (typeof FURTHER_RELATIONS)[number]
export type MatterRelation = Relation | FurtherRelation

/** The relation to a photo: that to the matter that holds the photo; while no matter does, `sender`. */
export type AttachmentRelation = MatterRelation | 'sender'

/**
 * The rights to one thing: besides `access`, the caller needs one of these relations to the thing; without one the
 * answer is the same as for a missing thing.
 */
interface OfThing<Thing extends string, Granting extends string> {
  access: PersonAccess
  of: Thing
  by: readonly Granting[]
}
type OfMatter = OfThing<'serviceRequest', MatterRelation>
type OfBeneficiary = OfThing<'beneficiary', BeneficiaryRole>
type OfAttachment = OfThing<'attachment', AttachmentRelation>

/**
 * The rights to a list, by the value of its query parameter `role`: who may ask for the list, and the caller's relation
 * to everything in it.
 */
interface OfList<Scope extends string, Granting extends string> {
  access: PersonAccess
  scopes: Readonly<Record<Scope, { access: PersonAccess; by: readonly Granting[] }>>
}

/** The rights to a call about no single thing, or only about the caller. */
interface OfNothing {
  access: Access
}

export type PermissionRow =
  | OfNothing | OfMatter | OfBeneficiary | OfAttachment
  | OfList<ListRole, MatterRelation> | OfList<BeneficiaryRole, BeneficiaryRole>

/**
 * Everybody of a service request: the people whom it concerns, the assignee and those to whom it is offered, the people
 * named for the village, the desk and chief of the station.
 */
const OF_THE_MATTER: readonly MatterRelation[] = [
  'applicant', 'beneficiary', 'assignee', 'namedOfficer', 'namedAgent', 'dispatcher', 'chief', 'bearer'
]

const ofMatter = (by: readonly MatterRelation[], access: PersonAccess = 'user'): OfMatter =>
  ({ access, of: 'serviceRequest', by })
const ofBeneficiary = (by: readonly BeneficiaryRole[], access: PersonAccess = 'user'): OfBeneficiary =>
  ({ access, of: 'beneficiary', by })
const photo: OfAttachment = { access: 'user', of: 'attachment', by: ['sender', ...OF_THE_MATTER] }

/** The rows of the moves are derived from the status table. */
const moveRows = Object.fromEntries(
  ACTIONS.map(action => [action, ofMatter(MOVES[action].by)])
) as Record<Action, OfMatter>

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
  getSearch: ofMatter(['applicant', 'assignee', 'namedOfficer', 'dispatcher', 'chief', 'helper']),
  getDueSums: ofMatter(OF_THE_MATTER),
  markReceived: ofMatter(['currentAssignee']),
  listColleagues: ofMatter(['dispatcher', 'chief'], STATION_ROLES),
  lookAtIdNumber: ofMatter(['currentAssignee']),
  findByIdNumber: { access: STATION_ROLES },
  getStationBoard: { access: STATION_ROLES },
  sendConsentVoice: ofMatter(['applicant']),
  hearConsentVoice: ofMatter(['beneficiary', 'currentAssignee']),
  ...moveRows,

  // The person, and the desk of the person's station.
  listNoSignal: { access: ANSWERING_ROLES },
  addNoSignal: { access: ANSWERING_ROLES },
  removeNoSignal: { access: ANSWERING_ROLES },

  listNotices: { access: 'user' },
  countUnreadNotices: { access: 'user' },
  readNotices: { access: 'user' },
  listReminders: { access: 'user' },
  recordReminders: { access: 'user' },
  listTold: ofMatter(OF_THE_MATTER),
  listCalls: { access: ANSWERING_ROLES },
  recordCall: { access: ANSWERING_ROLES },

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

/** Whether anybody may call the endpoint, signed in or not. */
export function isPublic(name: EndpointName): boolean {
  return PERMISSIONS[name].access === 'public'
}

/** Whether a person with a bound phone and these roles may call the endpoint. */
export function mayCall(roles: readonly Role[], name: EndpointName): boolean {
  return hasAccess(roles, PERMISSIONS[name].access)
}

/** Whether a person with these roles may ask for this part of a list. */
export function mayList<N extends ListEndpoint>(roles: readonly Role[], name: N, scope: ScopeOf<N>): boolean {
  const { scopes }: { scopes: Readonly<Record<string, { access: Access }>> } = PERMISSIONS[name]
  return mayCall(roles, name) && hasAccess(roles, scopes[scope]!.access)
}

/** Whether this relation to a family member grants the call. */
export function grants(name: BeneficiaryEndpoint, role: BeneficiaryRole): boolean {
  return PERMISSIONS[name].by.includes(role)
}

function hasAccess(roles: readonly Role[], access: Access): boolean {
  return typeof access === 'string' || access.some(role => roles.includes(role))
}
