import type { Colleague } from '../contract/person'
import type { Slip } from '../contract/progress'
import type { SearchAnswerInput, SearchPage } from '../contract/search'
import type { Action, Status } from '../contract/serviceRequest'
import type {
  ListRole, MoveInputs, Page, ServiceRequestDetail, ServiceRequestSummary, SubmitInput, SubmitReceipt
} from '../contract/serviceRequestViews'
import type { BoardList, StationBoard } from '../contract/stationBoard'
import { call } from './http'

/** Moves that are answered with the service request. */
export type DetailAction = Exclude<Action, 'answerSearch'>

export interface ListQuestion {
  role: ListRole
  /** Empty: every status the list has. */
  status?: readonly Status[]
  cursor?: string | null
  limit?: number
}

/** Sends a new service request. @throws ApiError with the fields to correct */
export function createServiceRequest(input: SubmitInput, idempotencyKey: string): Promise<SubmitReceipt> {
  return call('createServiceRequest', { body: { ...input, phoneTime: phoneTime() }, idempotencyKey })
}

/** One page of a list. */
export function listServiceRequests({
  role,
  status,
  cursor,
  limit
}: ListQuestion): Promise<Page<ServiceRequestSummary>> {
  return call('listServiceRequests', {
    query: { role, status: status && [...status], cursor: cursor ?? undefined, limit }
  })
}

/** One service request as the viewer may see it. @throws ApiError notFound, also when it is somebody else's */
export function getServiceRequest(id: string): Promise<ServiceRequestDetail> {
  return call('getServiceRequest', { params: { id } })
}

/** The content of a printed slip. @throws ApiError notFound, also when the service request is somebody else's */
export function getSlip(id: string): Promise<Slip> {
  return call('getSlip', { params: { id } })
}

/** Tells the BFF that the assignee's phone has the service request: the second of the three proofs. May be repeated. */
export function markReceived(id: string): Promise<void> {
  return call('markReceived', { params: { id } })
}

/**
 * The complete identity number; the BFF records the view first. The number is only displayed and stored nowhere.
 * @throws ApiError notFound, forbidden once the service request is closed
 */
export async function lookAtIdNumber(id: string): Promise<string> {
  return (await call('lookAtIdNumber', { params: { id } })).idNumber
}

/**
 * The open service requests of the caller's station for the person with this number.
 * @throws ApiError with the field when the number is invalid
 */
export async function findByIdNumber(idNumber: string): Promise<ServiceRequestSummary[]> {
  return (await call('findByIdNumber', { body: { idNumber } })).items
}

/**
 * Makes a move of the status table.
 * @param at the phone's clock when the move was made, ISO 8601
 * @returns the service request after the move
 * @throws ApiError moveNotAllowed, alreadyTaken or changedMeanwhile with `present` when somebody was faster
 */
export function makeMove<A extends DetailAction>(
  action: A, id: string, input: MoveInputs[A], idempotencyKey: string, at = phoneTime()
): Promise<ServiceRequestDetail> {
  return makeMoveAsOf(action, id, input, idempotencyKey, at)
}

/** The search for a person, as far as it concerns the reader. @throws ApiError notFound, also when it does not */
export function getSearch(id: string): Promise<SearchPage> {
  return call('getSearch', { params: { id } })
}

/** Says something about a search. @returns how the search stands after it */
export function answerSearch(id: string, input: SearchAnswerInput, idempotencyKey: string): Promise<SearchPage> {
  return call('answerSearch', { params: { id }, body: { ...input, phoneTime: phoneTime() }, idempotencyKey })
}

/** As `makeMove`, for a move that was written down earlier. @param written the phone's clock then, ISO 8601 */
export function makeMoveAsOf<A extends DetailAction>(
  action: A, id: string, input: MoveInputs[A], idempotencyKey: string, written: string
): Promise<ServiceRequestDetail> {
  const name: DetailAction = action
  return call(name, { params: { id }, body: { ...input, phoneTime: written }, idempotencyKey })
}

/** The numbers of the caller's station and one page of a list behind them. */
export function getStationBoard(
  list: BoardList, { cursor, limit }: { cursor: string | null; limit: number }
): Promise<StationBoard> {
  return call('getStationBoard', { query: { list, cursor: cursor ?? undefined, limit } })
}

/** The people to whom a desk may give a service request. */
export async function listColleagues(id: string): Promise<Colleague[]> {
  return (await call('listColleagues', { params: { id } })).items
}

function phoneTime(): string {
  return new Date().toISOString()
}
