/**
 * What travels to and from each endpoint, by its name in the endpoint table. `call` on the phone and `Endpoints.mount`
 * on the server are bound to this one statement, so neither can send, accept or answer anything else. Only types:
 * nothing of this file is shipped.
 */
import type { Attachment } from './attachment'
import type { AuditEntryView } from './audit'
import type { Beneficiary, BeneficiaryFields, BeneficiaryRole } from './beneficiary'
import type { Catalogue, CatalogueItem, TriageAnswers, TriageResult } from './catalogue'
import type { ConsentMonths, ConsentPurpose, ConsentWords } from './consent'
import type { Dues } from './due'
import type { EndpointName, EndpointTable } from './endpoints'
import type { NoSignalInput, NoSignalView } from './noSignal'
import type { NoticePage, ReadNotices, ReminderAnswers, ReminderHours, ReminderTemplate } from './notice'
import type { Colleague, DemoPerson, MeChanges, SessionView, User } from './person'
import type { CallOutcome, PhoneCall } from './phoneCall'
import type { ConsentInput, ConsentsView, EndedSessions, MyData, SessionRow } from './privacy'
import type { ProgressQuestion, ProgressView, Slip } from './progress'
import type { SearchPage } from './search'
import type { BoardList, StationBoard } from './stationBoard'
import type { Action, Status } from './serviceRequest'
import type {
  ConsentVoiceView, IdNumberView, ListRole, MoveInput, Page, ServiceRequestDetail, ServiceRequestSummary, SubmitInput,
  SubmitReceipt
} from './serviceRequestViews'
import type { ToldRow } from './told'
import type { Village, VillageDetail } from './village'

/** A list that is answered whole. */
export interface Items<T> {
  items: T[]
}

/** Which part of a list is asked for: after which row, and how many rows at most. */
export interface PageQuery {
  cursor?: string
  limit?: number
}

/**
 * `query`: the query string's fields, where there may be some; `body`: the JSON body, where there is one; `answer`: the
 * JSON answer, where the table says neither `bytes` nor `nothing`. Fields of a query or body that the server fills in
 * when they are left out are optional.
 */
interface OwnTypes {
  createSession: { body: { code: string }; answer: SessionView }
  bindPhone: { body: { code: string }; answer: SessionView }
  endSession: object
  getMe: { answer: User }
  updateMe: { body: MeChanges; answer: User }
  deleteMe: object
  exportMe: { answer: MyData }
  listMySessions: { answer: Items<SessionRow> }
  endMySessions: { query: { which?: EndedSessions } }
  listMyConsents: { answer: ConsentsView }
  recordMyConsent: { body: ConsentInput }
  listDemoPeople: { answer: Items<DemoPerson> }
  getCatalogue: { answer: Catalogue }
  getCatalogueItem: { answer: CatalogueItem }
  triage: { body: TriageAnswers & { villageCode?: string }; answer: TriageResult }
  searchVillages: { query: PageQuery & { q?: string }; answer: Page<Village> }
  getVillage: { answer: VillageDetail }
  listColleagues: { answer: Items<Colleague> }
  listBeneficiaries: { query: { role?: BeneficiaryRole }; answer: Items<Beneficiary> }
  createBeneficiary: { body: BeneficiaryFields; answer: Beneficiary }
  getBeneficiary: { answer: Beneficiary }
  updateBeneficiary: { body: Partial<BeneficiaryFields>; answer: Beneficiary }
  deleteBeneficiary: object
  askConsent: { body: { purpose: ConsentPurpose; months: ConsentMonths }; answer: Beneficiary }
  giveConsent: { body: { agreed: boolean; words: ConsentWords }; answer: Beneficiary }
  endConsent: { answer: Beneficiary }
  createServiceRequest: { body: SubmitInput; answer: SubmitReceipt }
  getStationBoard: { query: PageQuery & { list?: BoardList }; answer: StationBoard }
  listServiceRequests: {
    query: PageQuery & { role?: ListRole; status?: Status[] }
    answer: Page<ServiceRequestSummary>
  }
  getServiceRequest: { answer: ServiceRequestDetail }
  markReceived: object
  getSearch: { answer: SearchPage }
  getDueSums: { answer: Dues }
  listNoSignal: { answer: NoSignalView }
  addNoSignal: { body: NoSignalInput; answer: NoSignalView }
  removeNoSignal: { answer: NoSignalView }
  sendConsentVoice: { answer: ConsentVoiceView }
  hearConsentVoice: object
  lookAtIdNumber: { answer: IdNumberView }
  findByIdNumber: { body: { idNumber: string }; answer: Items<ServiceRequestSummary> }
  listAudit: { query: PageQuery & AuditQuery; answer: Page<AuditEntryView> }
  getSlip: { answer: Slip }
  createAttachment: { answer: Attachment }
  getAttachment: object
  getAttachmentThumbnail: object
  listNotices: { query: PageQuery; answer: NoticePage }
  countUnreadNotices: { answer: { unread: number } }
  readNotices: { body: ReadNotices }
  listReminders: { answer: Items<ReminderTemplate> & { hours: ReminderHours } }
  recordReminders: { body: ReminderAnswers }
  listTold: { answer: Items<ToldRow> }
  listCalls: { answer: Items<PhoneCall> }
  recordCall: { body: CallOutcome }
  askProgress: { body: ProgressQuestion; answer: ProgressView }
}

/** Which entries of the audit are asked for. */
export interface AuditQuery {
  /** Id of the document that was viewed or changed. */
  subject?: string
  /** Code of a station. */
  station?: string
  /** First and last day in Shanghai, YYYY-MM-DD, both included. */
  from?: string
  to?: string
}

/** The moves of a service request. */
type MoveTypes = {
  [A in Action]: { body: MoveInput<A>; answer: A extends 'answerSearch' ? SearchPage : ServiceRequestDetail }
}

/** Names of the endpoints whose row in the table has this fact. */
export type EndpointsWith<Fact> = { [N in EndpointName]: EndpointTable[N] extends Fact ? N : never }[EndpointName]

export type BytesEndpoint = EndpointsWith<{ answers: 'bytes' }>
export type SilentEndpoint = EndpointsWith<{ answers: 'nothing' }>
export type JsonEndpoint = Exclude<EndpointName, BytesEndpoint | SilentEndpoint>
export type UploadEndpoint = EndpointsWith<{ upload: string }>
export type IdempotentEndpoint = EndpointsWith<{ idempotent: true }>

/** Accepts types only when every endpoint has some, and every endpoint that answers JSON says what. */
type Complete<Types extends Record<EndpointName, object> & Record<JsonEndpoint, { answer: unknown }>> = Types
type EndpointTypes = Complete<OwnTypes & MoveTypes>

/** What an endpoint says of one part; `undefined` where it has no such part. */
type PartOf<N extends EndpointName, Part extends string> =
  EndpointTypes[N] extends { [P in Part]: infer Type extends object } ? Type : undefined
export type QueryOf<N extends EndpointName> = PartOf<N, 'query'>
export type BodyOf<N extends EndpointName> = PartOf<N, 'body'>
/** What a call answers in JSON; nothing where the table says so. */
export type AnswerOf<N extends EndpointName> = N extends SilentEndpoint ? void : PartOf<N, 'answer'>
