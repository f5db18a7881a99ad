import type { Types } from 'mongoose'
import { PERMISSIONS } from '../../src/contract/permissions'
import type { ConsentVoiceView } from '../../src/contract/serviceRequestViews'
import { writeOnVersion } from '../conditionalWrite'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { consentNow } from '../matters/consent'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { findVisible } from '../matters/relations'
import { readRecording } from './audio'
import { ConsentVoice } from './model'

/** Where a recording's text belongs. @param id the matter's */
export const voicePlace = (id: string) => ({ collection: 'consentVoices', id, path: 'voice' })

/**
 * Keeps what the beneficiary said, as the relative recorded it; the recording before is replaced. The recording is no
 * consent yet: it becomes one when whoever has the matter has heard it. The recording is written before the matter
 * tells of it.
 * @throws AppError notFound (also for everybody but the applicant); voiceNotWanted once nobody is asked any more;
 *   changedMeanwhile; of `readRecording`
 */
export async function keepConsentVoice(
  id: string, bytes: Buffer, { viewer, now, deps }: CallContext
): Promise<ConsentVoiceView> {
  const find = () => findVisible<StoredMatter>({ kind: null, id, by: PERMISSIONS.sendConsentVoice.by }, viewer, now)
  checkWanted(await find(), now)
  const { type, seconds } = await readRecording(bytes)
  const at = new Date(now)
  const voice = await deps.fields.seal(bytes.toString('base64'), voicePlace(id))
  await writeOnVersion<StoredMatter>(Matter, find, async current => {
    checkWanted(current, now)
    await ConsentVoice.updateOne({ _id: current._id }, { $set: { type, seconds, voice, at } }, { upsert: true })
    return { $set: { voiceAt: at } }
  })
  return { at: at.toISOString(), seconds }
}

function checkWanted(matter: StoredMatter, now: number): void {
  if (!matter.beneficiary) throw new AppError('notFound')
  if (!matter.open || consentNow(matter, now) !== 'pending') throw new AppError('voiceNotWanted')
}

/** Deletes what was said about a matter; call it before the matter forgets it. */
export async function deleteConsentVoice(matter: Types.ObjectId): Promise<void> {
  await ConsentVoice.deleteOne({ _id: matter })
}
