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

/** The place to which a sealed recording is bound. @param id of the matter */
export const voicePlace = (id: string) => ({ collection: 'consentVoices', id, path: 'voice' })

/**
 * Stores what the beneficiary said, as recorded by the relative; an earlier recording is replaced. The recording is not
 * a consent yet: it becomes one when the assignee has heard it. The recording is written before the matter refers to
 * it.
 * @throws AppError notFound (also for everybody but the applicant); voiceNotWanted when no consent is pending any more;
 *   changedMeanwhile; those of `readRecording`
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

/** Deletes the recording of a matter; call it before the personal data of the matter are removed. */
export async function deleteConsentVoice(matter: Types.ObjectId): Promise<void> {
  await ConsentVoice.deleteOne({ _id: matter })
}
