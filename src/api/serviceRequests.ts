import type { Colleague } from '../contract/person'
import type { Slip } from '../contract/progress'
import type { Action, Status } from '../contract/serviceRequest'
import type {
  ListRole, MoveInputs, Page, ServiceRequestDetail, ServiceRequestSummary, SubmitInput, SubmitReceipt
} from '../contract/serviceRequestViews'
import { call } from './http'

export interface ListQuestion {
  role: ListRole
  /** Empty: every status the list has. */
  status?: readonly Status[]
  cursor?: string | null
  limit?: number
}

/** Sends a new service request. @throws ApiError with fields where something is to be mended */
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

/** One service request as its viewer may see it. @throws ApiError notFound, also when it is somebody else's */
export function getServiceRequest(id: string): Promise<ServiceRequestDetail> {
  return call('getServiceRequest', { params: { id } })
}

/** What is printed to follow it on paper. @throws ApiError notFound, also when it is somebody else's */
export function getSlip(id: string): Promise<Slip> {
  return call('getSlip', { params: { id } })
}

/** Tells the BFF that the assignee's phone has it: the second of the three proofs. Harmless to repeat. */
export function markReceived(id: string): Promise<void> {
  return call('markReceived', { params: { id } })
}

/**
 * The whole identity number; the BFF records the look first. For the eyes only: it is kept nowhere.
 * @throws ApiError notFound, forbidden once it is over
 */
export async function lookAtIdNumber(id: string): Promise<string> {
  return (await call('lookAtIdNumber', { params: { id } })).idNumber
}

/**
 * What is open at one's station for the person with this number.
 * @throws ApiError with the field where the number is wrong
 */
export async function findByIdNumber(idNumber: string): Promise<ServiceRequestSummary[]> {
  return (await call('findByIdNumber', { body: { idNumber } })).items
}

/**
 * Makes a move of the status table and answers how things stand after it.
 * @throws ApiError moveNotAllowed, alreadyTaken or changedMeanwhile with `present` when somebody was faster
 */
export function makeMove<A extends Action>(
  action: A, id: string, input: MoveInputs[A], idempotencyKey: string
): Promise<ServiceRequestDetail> {
  const name: Action = action
  return call(name, { params: { id }, body: { ...input, phoneTime: phoneTime() }, idempotencyKey })
}

/** Those to whom a desk may give it. */
export async function listColleagues(id: string): Promise<Colleague[]> {
  return (await call('listColleagues', { params: { id } })).items
}

function phoneTime(): string {
  return new Date().toISOString()
}
