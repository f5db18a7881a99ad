import { Types } from 'mongoose'
import { PERMISSIONS } from '../../src/contract/permissions'
import type { ConsentVoiceView } from '../../src/contract/serviceRequestViews'
import { writeOnVersion } from '../conditionalWrite'
import type { CallContext } from '../deps'
import { isDuplicateKey } from '../duplicateKey'
import { AppError } from '../errors'
import { consentNow } from '../matters/consent'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { findVisible } from '../matters/relations'
import { readRecording } from './audio'
import { ConsentVoice } from './model'

/** The place to which a sealed recording is bound. @param id of the recording */
export const voicePlace = (id: Types.ObjectId) => ({ collection: 'consentVoices', id: String(id), path: 'voice' })

/**
 * Stores what the beneficiary said, as recorded by the relative; an earlier recording is replaced. The recording is not
 * a consent yet: it becomes one when the assignee has heard it. Each recording is a document of its own, written before
 * one conditional write lets the matter name it: until then, and when that write is refused because the assignee has
 * recorded the consent meanwhile, the matter names the recording that was heard. The replaced ones are deleted
 * afterwards; what a crash leaves goes with the next recording, or with the personal data of the matter.
 * @throws AppError notFound (also for everybody but the applicant); voiceNotWanted when no consent is pending any more;
 *   changedMeanwhile; those of `readRecording`
 */
export async function keepConsentVoice(
  id: string, bytes: Buffer, { viewer, now, deps }: CallContext
): Promise<ConsentVoiceView> {
  const find = () => findVisible<StoredMatter>({ kind: null, id, by: PERMISSIONS.sendConsentVoice.by }, viewer, now)
  const found = await find()
  checkWanted(found, now)
  const recording = await readRecording(bytes)
  // Recordings of a matter are told apart by their times, also where the clocks of two processes differ.
  const at = new Date(Math.max(now, (found.voiceAt?.getTime() ?? 0) + 1))
  const stored = await insertRecording({ matter: found._id, at, ...recording }, bytes, deps)
  try {
    await writeOnVersion<StoredMatter>(Matter, find, current => {
      checkWanted(current, now)
      // Times only grow, so that an older recording can be deleted without asking whether a call is about to name it.
      if (current.voiceAt !== null && current.voiceAt >= at) throw new AppError('changedMeanwhile')
      return { $set: { voiceAt: at } }
    })
  } catch (error) {
    // After another error the write may have been done, and the matter may name the recording.
    if (error instanceof AppError) await ConsentVoice.deleteOne({ _id: stored })
    throw error
  }
  await ConsentVoice.deleteMany({ matter: found._id, at: { $lt: at } })
  return { at: at.toISOString(), seconds: recording.seconds }
}

type Recording = Awaited<ReturnType<typeof readRecording>> & { matter: Types.ObjectId; at: Date }

/**
 * @returns the id of the recording
 * @throws AppError changedMeanwhile when another recording of the same matter has the same time
 */
async function insertRecording(
  recording: Recording, bytes: Buffer, { fields }: CallContext['deps']
): Promise<Types.ObjectId> {
  const _id = new Types.ObjectId()
  const voice = await fields.seal(bytes.toString('base64'), voicePlace(_id))
  try {
    await ConsentVoice.create({ _id, ...recording, voice })
    return _id
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('changedMeanwhile')
    throw error
  }
}

function checkWanted(matter: StoredMatter, now: number): void {
  if (!matter.beneficiary) throw new AppError('notFound')
  if (!matter.open || consentNow(matter, now) !== 'pending') throw new AppError('voiceNotWanted')
}

/** Deletes every recording of a matter; call it before the personal data of the matter are removed. */
export async function deleteConsentVoice(matter: Types.ObjectId): Promise<void> {
  await ConsentVoice.deleteMany({ matter })
}
