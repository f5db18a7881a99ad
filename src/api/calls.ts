import type { CallOutcome, PhoneCall } from '../contract/phoneCall'
import { call } from './http'

/** The calls that the caller has to make, the next one first. */
export async function listCalls(): Promise<PhoneCall[]> {
  return (await call('listCalls')).items
}

/** Records how a call ended; may be repeated. @throws ApiError notFound when somebody else makes the call by now */
export function recordCall(id: string, body: CallOutcome): Promise<void> {
  return call('recordCall', { params: { id }, body })
}
