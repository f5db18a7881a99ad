/** The endpoint table: name → method and path below API_BASE. Phone, router and OpenAPI document all use it. */
export const API_BASE = '/api/v1'

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Parameters as `{id}`. */
  path: string
}

export const ENDPOINTS = {
  createSession: { method: 'POST', path: '/session' },
  bindPhone: { method: 'POST', path: '/session/phone' },
  endSession: { method: 'DELETE', path: '/session' },
  getMe: { method: 'GET', path: '/me' },
  updateMe: { method: 'PATCH', path: '/me' },
  deleteMe: { method: 'DELETE', path: '/me' },
  exportMe: { method: 'GET', path: '/me/export' },
  listMySessions: { method: 'GET', path: '/me/sessions' },
  endMySessions: { method: 'DELETE', path: '/me/sessions' },
  listMyConsents: { method: 'GET', path: '/me/consents' },
  recordMyConsent: { method: 'POST', path: '/me/consents' },
  listDemoPeople: { method: 'GET', path: '/demo/people' },
  getCatalogue: { method: 'GET', path: '/catalogue' },
  getCatalogueItem: { method: 'GET', path: '/catalogue/{code}' },
  triage: { method: 'POST', path: '/catalogue/{code}/triage' },
  searchVillages: { method: 'GET', path: '/villages' },
  getVillage: { method: 'GET', path: '/villages/{code}' },
  listColleagues: { method: 'GET', path: '/service-requests/{id}/colleagues' },
  listBeneficiaries: { method: 'GET', path: '/beneficiaries' },
  createBeneficiary: { method: 'POST', path: '/beneficiaries' },
  getBeneficiary: { method: 'GET', path: '/beneficiaries/{id}' },
  updateBeneficiary: { method: 'PATCH', path: '/beneficiaries/{id}' },
  deleteBeneficiary: { method: 'DELETE', path: '/beneficiaries/{id}' },
  askConsent: { method: 'POST', path: '/beneficiaries/{id}/consent/ask' },
  giveConsent: { method: 'POST', path: '/beneficiaries/{id}/consent' },
  endConsent: { method: 'POST', path: '/beneficiaries/{id}/consent/withdraw' },
  createServiceRequest: { method: 'POST', path: '/service-requests' },
  listServiceRequests: { method: 'GET', path: '/service-requests' },
  getServiceRequest: { method: 'GET', path: '/service-requests/{id}' },
  markReceived: { method: 'POST', path: '/service-requests/{id}/received' },
  accept: { method: 'POST', path: '/service-requests/{id}/accept' },
  handBack: { method: 'POST', path: '/service-requests/{id}/hand-back' },
  reassign: { method: 'POST', path: '/service-requests/{id}/reassign' },
  cancel: { method: 'POST', path: '/service-requests/{id}/cancel' },
  decline: { method: 'POST', path: '/service-requests/{id}/decline' },
  askMaterial: { method: 'POST', path: '/service-requests/{id}/ask-material' },
  provideMaterial: { method: 'POST', path: '/service-requests/{id}/provide-material' },
  escalate: { method: 'POST', path: '/service-requests/{id}/escalate' },
  schedule: { method: 'POST', path: '/service-requests/{id}/schedule' },
  setOut: { method: 'POST', path: '/service-requests/{id}/set-out' },
  nobodyHome: { method: 'POST', path: '/service-requests/{id}/nobody-home' },
  finish: { method: 'POST', path: '/service-requests/{id}/finish' },
  documentReady: { method: 'POST', path: '/service-requests/{id}/document-ready' },
  deliver: { method: 'POST', path: '/service-requests/{id}/deliver' },
  reopen: { method: 'POST', path: '/service-requests/{id}/reopen' },
  rate: { method: 'POST', path: '/service-requests/{id}/rate' },
  changeTime: { method: 'POST', path: '/service-requests/{id}/change-time' },
  recordConsent: { method: 'POST', path: '/service-requests/{id}/record-consent' },
  withdrawConsent: { method: 'POST', path: '/service-requests/{id}/withdraw-consent' },
  sendConsentVoice: { method: 'POST', path: '/service-requests/{id}/consent-voice' },
  hearConsentVoice: { method: 'GET', path: '/service-requests/{id}/consent-voice' },
  lookAtIdNumber: { method: 'POST', path: '/service-requests/{id}/id-number/look' },
  findByIdNumber: { method: 'POST', path: '/service-requests/find-by-id-number' },
  listAudit: { method: 'GET', path: '/audit' },
  getSlip: { method: 'GET', path: '/service-requests/{id}/slip' },
  createAttachment: { method: 'POST', path: '/attachments' },
  getAttachment: { method: 'GET', path: '/attachments/{id}' },
  getAttachmentThumbnail: { method: 'GET', path: '/attachments/{id}/thumbnail' },
  askProgress: { method: 'POST', path: '/progress' }
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS

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
