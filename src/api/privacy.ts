import type { ConsentEvent, ConsentInput, EndedSessions, MyData, SessionRow } from '../contract/privacy'
import { call } from './http'

/** What the caller agreed to and withdrew, newest first. */
export async function listMyConsents(): Promise<ConsentEvent[]> {
  return (await call('listMyConsents')).items
}

/** Records an agreement or its withdrawal. @throws ApiError consentVersionUnknown when there is a newer text */
export function recordMyConsent(input: ConsentInput): Promise<void> {
  return call('recordMyConsent', { body: input })
}

/** Where the caller is signed in, newest first. */
export async function listMySessions(): Promise<SessionRow[]> {
  return (await call('listMySessions')).items
}

/** Signs out everywhere else, or everywhere. */
export function endMySessions(which: EndedSessions): Promise<void> {
  return call('endMySessions', { query: { which } })
}

/** Everything stored about the caller. */
export function exportMe(): Promise<MyData> {
  return call('exportMe')
}

/** Deletes the caller's account. @throws ApiError openMatters */
export function deleteMe(): Promise<void> {
  return call('deleteMe')
}
