import { type ENDPOINTS } from '../../src/contract/endpoints'
import type { ErrorCode } from '../../src/contract/errors'
import type { Action } from '../../src/contract/serviceRequest'
import type { MoveInput } from '../../src/contract/serviceRequestViews'
import { findItem } from '../catalogue/findItem'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { limitLooks } from '../middleware/rateLimit'
import type { Viewer } from '../people/viewer'
import { idParams } from '../typed'
import { dayOf } from '../../src/contract/day'
import { colleaguesFor } from './colleagues'
import { findByIdNumber } from './findByIdNumber'
import { maskedIdNumber } from './idNumber'
import { listServiceRequests } from './list'
import { lookAtIdNumber } from './lookAtIdNumber'
import { markReceived } from './markReceived'
import type { ServiceRequestDoc } from './model'
import { findVisible, moveServiceRequest, type Plan } from './move'
import { accept, decline, escalate, handBack, reassign } from './moves/answering'
import { askMaterial, cancel, changeTime, provideMaterial, rate, reopen } from './moves/asking'
import { recordConsent, withdrawConsent } from './moves/consenting'
import { deliver, documentReady, finish, nobodyHome, schedule, setOut } from './moves/visiting'
import { presentDetail, presentReceipt } from './presenter'
import {
  colleaguesSchema, detailSchema, findBody, foundSchema, idNumberSchema, listQuery, moveSchemas, pageSchema, receiptSchema, slipSchema, submitSchema
} from './schema'
import { slipOf } from './slip'
import { submit } from './submit'

interface MoveStory<A extends Action> {
  plan: Plan<A>
  summary: string
  errors?: readonly ErrorCode[]
}

const STORIES: { [A in Action]: MoveStory<A> } = {
  accept: { plan: accept, summary: 'Take it on.' },
  handBack: { plan: handBack, summary: 'Give it back with a reason; the next candidate has it at once.', errors: ['noOtherCandidate'] },
  reassign: { plan: reassign, summary: 'The station desk gives it to somebody else.', errors: ['assigneeNotEligible'] },
  cancel: { plan: cancel, summary: 'The applicant or beneficiary withdraws it.' },
  decline: { plan: decline, summary: 'Refuse it for a legal reason.' },
  askMaterial: { plan: askMaterial, summary: 'Ask the resident for papers; the clock stops.' },
  provideMaterial: { plan: provideMaterial, summary: 'The resident says the papers are there; the clock runs again.', errors: ['attachmentUnknown', 'tooManyAttachments'] },
  escalate: { plan: escalate, summary: 'The agent passes it on as a home visit.', errors: ['channelNotAllowed', 'noOtherCandidate'] },
  schedule: { plan: schedule, summary: 'Promise a window of time.', errors: ['timeInPast', 'timeTooFar'] },
  setOut: { plan: setOut, summary: 'Be on the way, or start on the paperwork.' },
  nobodyHome: { plan: nobodyHome, summary: 'Nobody was there; promise another time.', errors: ['timeInPast', 'timeTooFar'] },
  finish: { plan: finish, summary: 'Done, or waiting for the document to be made.', errors: ['consentMissing'] },
  documentReady: { plan: documentReady, summary: 'The document is there to be brought.' },
  deliver: { plan: deliver, summary: 'Handed over, with who received it.', errors: ['consentMissing'] },
  reopen: { plan: reopen, summary: 'The applicant is not content, within 7 days.', errors: ['reopenTooLate', 'noOtherCandidate'] },
  rate: { plan: rate, summary: 'The applicant rates it, once.', errors: ['alreadyRated'] },
  changeTime: { plan: changeTime, summary: 'The applicant asks for other times.', errors: ['timeInPast', 'timeTooFar'] },
  recordConsent: { plan: recordConsent, summary: 'The beneficiary says yes to the one who came, or in a recording he heard.', errors: ['voiceMissing'] },
  withdrawConsent: { plan: withdrawConsent, summary: 'The beneficiary says no; it is over.', errors: ['papersHeld'] }
}

/** Everything under /service-requests. */
export function mountServiceRequests(endpoints: Endpoints, deps: Deps): void {
  const detail = async (stored: ServiceRequestDoc, viewer: Viewer) =>
    presentDetail(
      deps.fields, stored, viewer, await findItem(stored.itemCode), deps.settings.complaint, deps.now(), await maskedIdNumber(deps.fields, stored)
    )

  endpoints.mount({
    name: 'createServiceRequest', summary: 'Ask for help with paperwork or a home visit; it is routed at once.',
    body: submitSchema, response: receiptSchema, status: 201, idempotent: true, needsConsent: true,
    errors: ['villageUnknown', 'itemUnknown', 'channelNotAllowed', 'presenceRequired', 'relativeNotAllowed', 'timeInPast', 'timeTooFar', 'tooManyOpen', 'beneficiaryUnknown', 'sensitiveConsentNeeded', 'attachmentUnknown']
  }, async ({ body, viewer, key }) => presentReceipt(await submit(body, viewer, key, deps)))

  endpoints.mount({
    name: 'listServiceRequests', summary: 'Mine, my inbox, or my station’s.',
    query: listQuery, response: pageSchema, errors: ['forbidden', 'cursorInvalid']
  }, ({ query, viewer }) => listServiceRequests(query, viewer, deps))

  endpoints.mount({
    name: 'getServiceRequest', summary: 'One service request with its timeline and the moves I may make.',
    params: idParams, response: detailSchema
  }, async ({ params, viewer }) => detail(await findVisible(params.id, viewer, deps.now()), viewer))

  endpoints.mount({
    name: 'getSlip', summary: 'What is printed for following it on paper: number, QR code, whom to call; no person is named.',
    params: idParams, response: slipSchema
  }, async ({ params, viewer, ctx }) =>
    slipOf(await findVisible(params.id, viewer, deps.now(), 'getSlip'), deps.publicUrl ?? (deps.production ? null : `${ctx.protocol}://${ctx.host}`)))

  endpoints.mount({
    name: 'markReceived', summary: 'The assignee’s phone has it: the second proof.', params: idParams, response: null
  }, ({ params, viewer }) => markReceived(params.id, viewer, deps.now()))

  endpoints.mount({
    name: 'listColleagues', summary: 'To whom the desk can give it.',
    params: idParams, response: colleaguesSchema
  }, async ({ params, viewer }) => {
    const now = deps.now()
    const found = await findVisible(params.id, viewer, now, 'listColleagues')
    const colleagues = await colleaguesFor(found, dayOf(now), deps.fields)
    const eligible = colleagues.filter(({ outcome, id }) =>
      (outcome === 'chosen' || outcome === 'onLeave') && id !== String(found.assignee.person))
    return { items: eligible.map(({ id, name, rank, kind, outcome }) => ({ id, name, rank, kind, onLeave: outcome === 'onLeave' })) }
  })

  mountIdNumbers(endpoints, deps)
  for (const action of Object.keys(STORIES) as Action[]) mountMove(action, endpoints, deps, detail)
}

/** Whole identity numbers: posted, so that they stand in no address and no cache, and counted by person. */
function mountIdNumbers(endpoints: Endpoints, deps: Deps): void {
  const limit = limitLooks(deps.settings)
  endpoints.mount({
    name: 'lookAtIdNumber', summary: 'The whole identity number, for the assignee while it is open; looking is recorded.',
    params: idParams, response: idNumberSchema, errors: ['forbidden']
  }, async ({ params, viewer, ctx }) => {
    await limit(viewer, ctx)
    ctx.set('Cache-Control', 'no-store')
    return lookAtIdNumber(params.id, viewer, deps)
  })

  endpoints.mount({
    name: 'findByIdNumber', summary: 'What is open at my station for the person with this identity number; searching is recorded.',
    body: findBody, response: foundSchema, errors: ['forbidden']
  }, async ({ body, viewer, ctx }) => {
    await limit(viewer, ctx)
    ctx.set('Cache-Control', 'no-store')
    return { items: await findByIdNumber(body.idNumber, viewer, deps) }
  })
}

function mountMove<A extends Action>(
  action: A, endpoints: Endpoints, deps: Deps, detail: (stored: ServiceRequestDoc, viewer: Viewer) => ReturnType<typeof presentDetail>
): void {
  const story: MoveStory<A> = STORIES[action]
  endpoints.mount({
    name: action satisfies keyof typeof ENDPOINTS, summary: story.summary, params: idParams, body: moveSchemas[action],
    response: detailSchema, idempotent: true,
    errors: ['moveNotAllowed', 'alreadyTaken', 'changedMeanwhile', 'forbidden', ...(story.errors ?? [])]
  }, async ({ params, body, viewer, key }) =>
    detail(await moveServiceRequest(action, story.plan, params.id, body as MoveInput<A>, viewer, key, deps), viewer))
}
