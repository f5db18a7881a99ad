/**
 * The endpoint table: name → method and path below API_BASE, and every fact about a call that phone and server must
 * agree on. Phone, router and OpenAPI document all use it. The types of bodies and answers stand beside it in
 * endpointTypes.ts.
 */
export const API_BASE = '/api/v1'

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Parameters as `{id}`. */
  path: string
  /** Calls that create or move something carry an Idempotency-Key. */
  idempotent?: true
  /** The call takes in personal data: the caller must have agreed to the present version of the privacy words. */
  needsConsent?: true
  /** The body is a multipart form with one file, in the part of this name, instead of JSON. */
  upload?: string
  /** What a success answers: JSON unless said otherwise; `nothing` is status 204. */
  answers?: 'bytes' | 'nothing'
}

export const ENDPOINTS = {
  createSession: { method: 'POST', path: '/session' },
  bindPhone: { method: 'POST', path: '/session/phone' },
  endSession: { method: 'DELETE', path: '/session', answers: 'nothing' },
  getMe: { method: 'GET', path: '/me' },
  updateMe: { method: 'PATCH', path: '/me' },
  deleteMe: { method: 'DELETE', path: '/me', answers: 'nothing' },
  exportMe: { method: 'GET', path: '/me/export' },
  listMySessions: { method: 'GET', path: '/me/sessions' },
  endMySessions: { method: 'DELETE', path: '/me/sessions', answers: 'nothing' },
  listMyConsents: { method: 'GET', path: '/me/consents' },
  recordMyConsent: { method: 'POST', path: '/me/consents', answers: 'nothing' },
  listDemoPeople: { method: 'GET', path: '/demo/people' },
  getCatalogue: { method: 'GET', path: '/catalogue' },
  getCatalogueItem: { method: 'GET', path: '/catalogue/{code}' },
  triage: { method: 'POST', path: '/catalogue/{code}/triage' },
  searchVillages: { method: 'GET', path: '/villages' },
  getVillage: { method: 'GET', path: '/villages/{code}' },
  listColleagues: { method: 'GET', path: '/service-requests/{id}/colleagues' },
  listBeneficiaries: { method: 'GET', path: '/beneficiaries' },
  createBeneficiary: { method: 'POST', path: '/beneficiaries', idempotent: true, needsConsent: true },
  getBeneficiary: { method: 'GET', path: '/beneficiaries/{id}' },
  updateBeneficiary: { method: 'PATCH', path: '/beneficiaries/{id}', needsConsent: true },
  deleteBeneficiary: { method: 'DELETE', path: '/beneficiaries/{id}', answers: 'nothing' },
  askConsent: { method: 'POST', path: '/beneficiaries/{id}/consent/ask' },
  giveConsent: { method: 'POST', path: '/beneficiaries/{id}/consent' },
  endConsent: { method: 'POST', path: '/beneficiaries/{id}/consent/withdraw' },
  createServiceRequest: { method: 'POST', path: '/service-requests', idempotent: true, needsConsent: true },
  listServiceRequests: { method: 'GET', path: '/service-requests' },
  getServiceRequest: { method: 'GET', path: '/service-requests/{id}' },
  markReceived: { method: 'POST', path: '/service-requests/{id}/received', answers: 'nothing' },
  accept: { method: 'POST', path: '/service-requests/{id}/accept', idempotent: true },
  handBack: { method: 'POST', path: '/service-requests/{id}/hand-back', idempotent: true },
  reassign: { method: 'POST', path: '/service-requests/{id}/reassign', idempotent: true },
  cancel: { method: 'POST', path: '/service-requests/{id}/cancel', idempotent: true },
  decline: { method: 'POST', path: '/service-requests/{id}/decline', idempotent: true },
  askMaterial: { method: 'POST', path: '/service-requests/{id}/ask-material', idempotent: true },
  provideMaterial: { method: 'POST', path: '/service-requests/{id}/provide-material', idempotent: true },
  escalate: { method: 'POST', path: '/service-requests/{id}/escalate', idempotent: true },
  schedule: { method: 'POST', path: '/service-requests/{id}/schedule', idempotent: true },
  setOut: { method: 'POST', path: '/service-requests/{id}/set-out', idempotent: true },
  nobodyHome: { method: 'POST', path: '/service-requests/{id}/nobody-home', idempotent: true },
  finish: { method: 'POST', path: '/service-requests/{id}/finish', idempotent: true },
  documentReady: { method: 'POST', path: '/service-requests/{id}/document-ready', idempotent: true },
  deliver: { method: 'POST', path: '/service-requests/{id}/deliver', idempotent: true },
  reopen: { method: 'POST', path: '/service-requests/{id}/reopen', idempotent: true },
  rate: { method: 'POST', path: '/service-requests/{id}/rate', idempotent: true },
  changeTime: { method: 'POST', path: '/service-requests/{id}/change-time', idempotent: true },
  recordConsent: { method: 'POST', path: '/service-requests/{id}/record-consent', idempotent: true },
  withdrawConsent: { method: 'POST', path: '/service-requests/{id}/withdraw-consent', idempotent: true },
  undoNobodyHome: { method: 'POST', path: '/service-requests/{id}/nobody-home/undo', idempotent: true },
  nameContacts: { method: 'POST', path: '/service-requests/{id}/contacts', idempotent: true },
  answerSearch: { method: 'POST', path: '/service-requests/{id}/search/answer', idempotent: true },
  getSearch: { method: 'GET', path: '/service-requests/{id}/search' },
  takePapers: { method: 'POST', path: '/service-requests/{id}/take-papers', idempotent: true },
  givePapers: { method: 'POST', path: '/service-requests/{id}/give-papers', idempotent: true },
  receivePapers: { method: 'POST', path: '/service-requests/{id}/receive-papers', idempotent: true },
  returnPapers: { method: 'POST', path: '/service-requests/{id}/return-papers', idempotent: true },
  setDelivery: { method: 'POST', path: '/service-requests/{id}/set-delivery', idempotent: true },
  notDelivered: { method: 'POST', path: '/service-requests/{id}/not-delivered', idempotent: true },
  getStationBoard: { method: 'GET', path: '/station-board' },
  noteCall: { method: 'POST', path: '/service-requests/{id}/note-call', idempotent: true },
  getDueSums: { method: 'GET', path: '/service-requests/{id}/due' },
  listNoSignal: { method: 'GET', path: '/staff/{id}/no-signal' },
  addNoSignal: { method: 'POST', path: '/staff/{id}/no-signal' },
  removeNoSignal: { method: 'DELETE', path: '/staff/{id}/no-signal/{window}' },
  sendConsentVoice: {
    method: 'POST', path: '/service-requests/{id}/consent-voice', needsConsent: true, upload: 'file'
  },
  hearConsentVoice: { method: 'GET', path: '/service-requests/{id}/consent-voice', answers: 'bytes' },
  lookAtIdNumber: { method: 'POST', path: '/service-requests/{id}/id-number/look' },
  findByIdNumber: { method: 'POST', path: '/service-requests/find-by-id-number' },
  listAudit: { method: 'GET', path: '/audit' },
  getSlip: { method: 'GET', path: '/service-requests/{id}/slip' },
  createAttachment: { method: 'POST', path: '/attachments', idempotent: true, upload: 'file' },
  getAttachment: { method: 'GET', path: '/attachments/{id}', answers: 'bytes' },
  getAttachmentThumbnail: { method: 'GET', path: '/attachments/{id}/thumbnail', answers: 'bytes' },
  listNotices: { method: 'GET', path: '/notifications' },
  countUnreadNotices: { method: 'GET', path: '/notifications/unread' },
  readNotices: { method: 'POST', path: '/notifications/read', answers: 'nothing' },
  listReminders: { method: 'GET', path: '/me/reminders' },
  recordReminders: { method: 'POST', path: '/me/reminders', idempotent: true, answers: 'nothing' },
  listTold: { method: 'GET', path: '/service-requests/{id}/told' },
  listCalls: { method: 'GET', path: '/calls' },
  recordCall: { method: 'POST', path: '/calls/{id}/outcome', answers: 'nothing' },
  askProgress: { method: 'POST', path: '/progress' }
} as const satisfies Record<string, Endpoint>

export type EndpointTable = typeof ENDPOINTS
export type EndpointName = keyof EndpointTable

/** The names in the braces of a path. */
type Parameter<Path extends string> =
  Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Parameter<Rest> : never
/** A text for every parameter of an endpoint's path. */
export type ParamsOf<N extends EndpointName> = Readonly<Record<Parameter<EndpointTable[N]['path']>, string>>

/** An endpoint's row, with the facts that it does not state as undefined. */
export function endpointOf(name: EndpointName): Endpoint {
  return ENDPOINTS[name]
}

/**
 * Fills the parameters of an endpoint's path.
 * @param params values for every `{name}` in the path; they are URI-encoded
 * @throws Error when a parameter is missing
 */
export function pathOf(name: EndpointName, params: Readonly<Record<string, string>> = {}): string {
  return API_BASE + ENDPOINTS[name].path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = params[key]
    if (value === undefined) throw new Error(`${name} needs the parameter ${key}`)
    return encodeURIComponent(value)
  })
}
