import type { Types } from 'mongoose'
import type { ConsentVoiceView } from '../../src/contract/serviceRequestViews'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { consentNow } from '../serviceRequests/consent'
import { ServiceRequest } from '../serviceRequests/model'
import { findVisible } from '../serviceRequests/move'
import type { Viewer } from '../people/viewer'
import { readRecording } from './audio'
import { ConsentVoice } from './model'

/** Where a recording's text belongs. @param id the matter's */
export const voicePlace = (id: string) => ({ collection: 'consentVoices', id, path: 'voice' })

/**
 * Keeps what the beneficiary said, as the relative recorded it; the one before is replaced. It is no consent yet: that it becomes
 * when whoever has the matter has heard it. The recording is written before the matter tells of it.
 * @throws AppError notFound (also for everybody but the applicant); voiceNotWanted once nobody is asked any more; of `readRecording`
 */
export async function keepConsentVoice(id: string, bytes: Buffer, viewer: Viewer, { fields, now }: Pick<Deps, 'fields' | 'now'>): Promise<ConsentVoiceView> {
  const found = await findVisible(id, viewer, now(), 'sendConsentVoice')
  if (!found.beneficiary) throw new AppError('notFound')
  if (!found.open || consentNow(found, now()) !== 'pending') throw new AppError('voiceNotWanted')
  const { type, seconds } = await readRecording(bytes)
  const at = new Date(now())
  const voice = await fields.seal(bytes.toString('base64'), voicePlace(id))
  await ConsentVoice.updateOne({ _id: found._id }, { $set: { type, seconds, voice, at } }, { upsert: true })
  const told = await ServiceRequest.updateOne({ _id: found._id, version: found.version }, { $set: { voiceAt: at }, $inc: { version: 1 } })
  // Somebody moved it meanwhile; sent again it is judged anew.
  if (told.matchedCount === 0) throw new AppError('changedMeanwhile')
  return { at: at.toISOString(), seconds }
}

/** Deletes what was said about a matter; call it before the matter forgets it. */
export async function deleteConsentVoice(matter: Types.ObjectId): Promise<void> {
  await ConsentVoice.deleteOne({ _id: matter })
}
