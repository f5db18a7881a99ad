import type { ConsentEvent, ConsentInput, EndedSessions, MyData, SessionRow } from '../contract/privacy'
import { call } from './http'

/** What I agreed to and took back, newest first. */
export async function listMyConsents(): Promise<ConsentEvent[]> {
  return (await call('listMyConsents')).items
}

/** Agrees, or takes it back. @throws ApiError consentVersionUnknown when there are newer words */
export function recordMyConsent(input: ConsentInput): Promise<void> {
  return call('recordMyConsent', { body: input })
}

/** Where I am signed in, newest first. */
export async function listMySessions(): Promise<SessionRow[]> {
  return (await call('listMySessions')).items
}

/** Signs out everywhere else, or everywhere. */
export function endMySessions(which: EndedSessions): Promise<void> {
  return call('endMySessions', { query: { which } })
}

/** Everything kept of me. */
export function exportMe(): Promise<MyData> {
  return call('exportMe')
}

/** Deletes my account. @throws ApiError openMatters */
export function deleteMe(): Promise<void> {
  return call('deleteMe')
}
