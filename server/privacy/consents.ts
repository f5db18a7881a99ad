import { PRIVACY_VERSIONS, type ConsentEvent, type ConsentInput } from '../../src/contract/privacy'
import type { CallContext } from '../deps'
import { fieldError } from '../errors'
import { Person } from '../people/model'
import type { Viewer } from '../people/viewer'
import { PrivacyConsent } from './model'

/** The most events in one answer: more than anybody produces in a lifetime. */
const MOST = 500

/** What a person agreed to and withdrew, newest first. */
export async function listConsents(viewer: Pick<Viewer, 'id'>): Promise<ConsentEvent[]> {
  const events = await PrivacyConsent.find({ person: viewer.id }).sort({ at: -1, _id: -1 }).limit(MOST).lean()
  return events.map(({ kind, version, given, at }) => ({ kind, version, given, at: at.toISOString() }))
}

/**
 * Records that the viewer agrees or withdraws the consent. The event, which is the proof, is written first, then the
 * state that applies from the next call on; a repeated call adds nothing.
 * @throws AppError consentVersionUnknown when the viewer agrees to a version of the text other than the present one
 */
export async function recordConsent(
  { kind, version, given }: ConsentInput, { viewer, now }: CallContext
): Promise<void> {
  if (given && version !== PRIVACY_VERSIONS[kind]) throw fieldError('consentVersionUnknown', 'version')
  const counts = viewer.agreed[kind]
  if (given ? counts === version : counts === null) return
  await PrivacyConsent.create({
    person: viewer.id, kind, version: given ? version : counts ?? version, given, at: new Date(now)
  })
  await Person.updateOne({ _id: viewer.id }, { $set: { [`agreed.${kind}`]: given ? version : null } })
}
