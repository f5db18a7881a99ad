import { dayOf } from '../../src/contract/day'
import type { ErrorCode } from '../../src/contract/errors'
import type { Action } from '../../src/contract/serviceRequest'
import type { MoveInput } from '../../src/contract/serviceRequestViews'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { AppError } from '../errors'
import { colleaguesFor } from '../matters/colleagues'
import { duesSchema } from '../matters/dueSchema'
import { dueSums } from '../matters/dueSums'
import { markReceived } from '../matters/markReceived'
import { moveMatter } from '../matters/move'
import { limitLooks } from '../middleware/rateLimit'
import { idParams } from '../typed'
import { readBoard } from './board'
import { boardQuery, boardSchema } from './boardSchema'
import { suspendIfWithdrawn } from './beneficiaryOf'
import { findServiceRequest } from './find'
import { findByIdNumber } from './findByIdNumber'
import { SERVICE_REQUEST } from './kind'
import { listServiceRequests } from './list'
import { lookAtIdNumber } from './lookAtIdNumber'
import { presentDetail, presentReceipt } from './presenter'
import { presentSearchPage } from './presentSearch'
import {
  colleaguesSchema,
  detailSchema,
  findBody,
  foundSchema,
  idNumberSchema,
  listQuery,
  moveSchemas,
  pageSchema,
  receiptSchema,
  slipSchema,
  submitSchema
} from './schema'
import { searchPageSchema } from './searchSchema'
import { slipOf } from './slip'
import { submit } from './submit'

/** The summaries of the moves in the API description. */
interface MoveText {
  summary: string
  errors?: readonly ErrorCode[]
}

const MOVE_TEXTS: Record<Action, MoveText> = {
  accept: { summary: 'Take it on.' },
  handBack: { summary: 'Give it back with a reason; the next candidate has it at once.', errors: ['noOtherCandidate'] },
  reassign: { summary: 'The station desk gives it to somebody else.', errors: ['assigneeNotEligible'] },
  cancel: { summary: 'The applicant or beneficiary withdraws it.', errors: ['searchOpen'] },
  decline: { summary: 'Refuse it for a legal reason.', errors: ['searchOpen'] },
  askMaterial: { summary: 'Ask the resident for papers; the clock stops.', errors: ['searchOpen'] },
  provideMaterial: {
    summary: 'The resident says the papers are there; the clock runs again.',
    errors: ['attachmentUnknown', 'tooManyAttachments']
  },
  escalate: { summary: 'The agent passes it on as a home visit.', errors: ['channelNotAllowed', 'noOtherCandidate'] },
  schedule: { summary: 'Promise a window of time.', errors: ['timeInPast', 'timeTooFar', 'searchOpen'] },
  setOut: { summary: 'Be on the way, or start on the paperwork.', errors: ['searchOpen'] },
  nobodyHome: {
    summary: 'Nobody was there; promise another time, or let the person be looked for.',
    errors: ['timeInPast', 'timeTooFar']
  },
  finish: { summary: 'Done, or waiting for the document to be made.', errors: ['consentMissing', 'papersElsewhere'] },
  documentReady: { summary: 'The document is there to be brought.', errors: ['timeInPast', 'timeTooFar'] },
  deliver: {
    summary: 'The receipt: who took the papers, with words or a photo.',
    errors: ['consentMissing', 'papersElsewhere', 'attachmentUnknown', 'tooManyAttachments']
  },
  reopen: { summary: 'The applicant is not content, within 7 days.', errors: ['reopenTooLate', 'noOtherCandidate'] },
  rate: { summary: 'The applicant rates it, once.', errors: ['alreadyRated'] },
  changeTime: { summary: 'The applicant asks for other times.', errors: ['timeInPast', 'timeTooFar', 'searchOpen'] },
  recordConsent: {
    summary: 'The beneficiary says yes to the one who came, or in a recording he heard.',
    errors: ['voiceMissing']
  },
  withdrawConsent: {
    summary: 'The beneficiary says no; it is over.', errors: ['papersHeld', 'papersElsewhere', 'searchOpen']
  },
  undoNobodyHome: { summary: 'The door was opened after all.', errors: ['undoTooLate'] },
  nameContacts: { summary: 'Who of the village can look when nobody opens.' },
  answerSearch: { summary: 'What somebody says about the search for a person.', errors: ['noSearch'] },
  takePapers: { summary: 'The assignee takes originals along.' },
  givePapers: { summary: 'Who holds papers says which are handed on; they stay with the giver until received.' },
  receivePapers: { summary: 'The assignee or the desk says what was received; differences are told to the desk.' },
  returnPapers: { summary: 'Who holds papers gives them back, with who took them.' },
  setDelivery: { summary: 'The day on which the document is brought.', errors: ['timeInPast', 'timeTooFar'] },
  notDelivered: { summary: 'Refused at the door, or nobody takes it; the desk is told.' },
  noteCall: { summary: 'Rang up, and what was said; accepts what nobody has accepted yet.' }
}

/** Everything under /service-requests. */
export function mountServiceRequests(endpoints: Endpoints<Deps>, deps: Deps): void {
  endpoints.mount(
    {
      name: 'createServiceRequest',
      summary: 'Ask for help with paperwork or a home visit; it is routed at once.',
      body: submitSchema,
      response: receiptSchema,
      status: 201,
      errors: [
        'villageUnknown',
        'itemUnknown',
        'channelNotAllowed',
        'presenceRequired',
        'relativeNotAllowed',
        'timeInPast',
        'timeTooFar',
        'tooManyOpen',
        'beneficiaryUnknown',
        'sensitiveConsentNeeded',
        'attachmentUnknown'
      ]
    },
    async ({ body, ...context }) => presentReceipt(await submit(body, context))
  )

  endpoints.mount({
    name: 'listServiceRequests', summary: 'Mine, my inbox, or my station’s.',
    query: listQuery, response: pageSchema, errors: ['forbidden', 'cursorInvalid']
  }, ({ query, viewer }) => listServiceRequests(query, viewer, deps))

  endpoints.mount({
    name: 'getServiceRequest', summary: 'One service request with its timeline and the moves I may make.',
    params: idParams, response: detailSchema
  }, async ({ params, viewer, now }) =>
    presentDetail(await findServiceRequest('getServiceRequest', params.id, viewer, now), viewer, deps))

  endpoints.mount({
    name: 'getStationBoard', summary: 'What needs my station’s desk: numbers, and one list behind them.',
    query: boardQuery, response: boardSchema, errors: ['forbidden', 'cursorInvalid']
  }, ({ query, viewer }) => readBoard(query, viewer, deps))

  mountReading(endpoints, deps)
  mountIdNumbers(endpoints, deps)
  for (const action of SERVICE_REQUEST.table.actions) if (action !== 'answerSearch') mountMove(action, endpoints)
  mountSearch(endpoints, deps)
}

/**
 * Mounts the other calls about one service request: its slip, and the confirmation that the assignee's phone has it.
 */
function mountReading(endpoints: Endpoints<Deps>, deps: Deps): void {
  endpoints.mount({
    name: 'getDueSums', summary: 'When it is due, and of which spans that is made.',
    params: idParams, response: duesSchema
  }, async ({ params, viewer, now }) =>
    dueSums(await findServiceRequest('getDueSums', params.id, viewer, now), now, deps))

  endpoints.mount(
    {
      name: 'getSlip',
      summary: 'What is printed for following it on paper: number, QR code, whom to call; no person is named.',
      params: idParams,
      response: slipSchema
    },
    async ({ params, viewer, now, ctx }) =>
      slipOf(
        await findServiceRequest('getSlip', params.id, viewer, now),
        deps.publicUrl ?? (deps.production ? null : `${ctx.protocol}://${ctx.host}`),
        deps
      )
  )

  endpoints.mount(
    {
      name: 'markReceived',
      summary: 'The assignee’s phone has it: the second proof.',
      params: idParams
    },
    async ({ params, viewer, now }) =>
      markReceived(await findServiceRequest('markReceived', params.id, viewer, now), viewer, now)
  )

  endpoints.mount({
    name: 'listColleagues', summary: 'To whom the desk can give it.',
    params: idParams, response: colleaguesSchema
  }, async ({ params, viewer, now }) => {
    const found = await findServiceRequest('listColleagues', params.id, viewer, now)
    const colleagues = await colleaguesFor(found, dayOf(now), deps)
    const eligible = colleagues.filter(({ outcome, id }) =>
      (outcome === 'chosen' || outcome === 'onLeave') && id !== String(found.assignee.person))
    return {
      items: eligible.map(({ id, name, rank, kind, outcome }) => ({
        id,
        name,
        rank,
        kind,
        onLeave: outcome === 'onLeave'
      }))
    }
  })
}

/**
 * Mounts the calls for complete identity numbers. They are POSTs, so that no number is part of an address or a cache,
 * and they are limited per person.
 */
function mountIdNumbers(endpoints: Endpoints<Deps>, deps: Deps): void {
  const limit = limitLooks(deps.settings)
  endpoints.mount(
    {
      name: 'lookAtIdNumber',
      summary: 'The whole identity number, for the assignee while it is open; looking is recorded.',
      params: idParams,
      response: idNumberSchema,
      errors: ['forbidden']
    },
    async ({ params, viewer, ctx }) => {
      await limit(viewer, ctx)
      ctx.set('Cache-Control', 'no-store')
      return lookAtIdNumber(params.id, viewer, deps)
    }
  )

  endpoints.mount(
    {
      name: 'findByIdNumber',
      summary: 'What is open at my station for the person with this identity number; searching is recorded.',
      body: findBody,
      response: foundSchema,
      errors: ['forbidden']
    },
    async ({ body, viewer, ctx }) => {
      await limit(viewer, ctx)
      ctx.set('Cache-Control', 'no-store')
      return { items: await findByIdNumber(body.idNumber, viewer, deps) }
    }
  )
}

/** Mounts the search for a person: read and answered also by those who were asked to look, who see nothing else. */
function mountSearch(endpoints: Endpoints<Deps>, deps: Deps): void {
  endpoints.mount({
    name: 'getSearch', summary: 'The search for a person who does not open the door, as far as it concerns me.',
    params: idParams, response: searchPageSchema
  }, async ({ params, viewer, now }) => {
    const found = await findServiceRequest('getSearch', params.id, viewer, now)
    if (found.search == null) throw new AppError('notFound')
    return presentSearchPage(found, viewer, deps)
  })

  const { summary, errors = [] } = MOVE_TEXTS.answerSearch
  endpoints.mount({
    name: 'answerSearch', summary, params: idParams, body: moveSchemas.answerSearch, response: searchPageSchema,
    errors: ['moveNotAllowed', 'alreadyTaken', 'movedOn', 'changedMeanwhile', 'forbidden', ...errors]
  }, async call => {
    const { params: { id }, body, viewer } = call
    const kind: typeof SERVICE_REQUEST = { ...SERVICE_REQUEST, visibleTo: [...SERVICE_REQUEST.visibleTo, 'helper'] }
    return presentSearchPage(await moveMatter(kind, { action: 'answerSearch', id, input: body }, call), viewer, deps)
  })
}

function mountMove<A extends Exclude<Action, 'answerSearch'>>(action: A, endpoints: Endpoints<Deps>): void {
  const { summary, errors = [] } = MOVE_TEXTS[action]
  const name: Exclude<Action, 'answerSearch'> = action
  endpoints.mount({
    name, summary, params: idParams, body: moveSchemas[name], response: detailSchema,
    errors: ['moveNotAllowed', 'alreadyTaken', 'movedOn', 'changedMeanwhile', 'forbidden', ...errors]
  }, async call => {
    const { params: { id }, body, viewer, deps } = call
    const moved = await moveMatter(SERVICE_REQUEST, { action, id, input: body as MoveInput<A> }, call)
    if (action === 'reopen') await suspendIfWithdrawn(moved)
    return presentDetail(moved, viewer, deps)
  })
}
