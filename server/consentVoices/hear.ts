import { actorOf } from '../audit/audit'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { PERMISSIONS } from '../../src/contract/permissions'
import { kindOf } from '../matters/kind'
import { findVisible, relationsOf } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import { voicePlace } from './keep'
import { ConsentVoice } from './model'

/** A recording as it is handed out. */
export interface Heard {
  type: string
  bytes: Buffer
}

/**
 * The recording, for the one who has the matter and for the one who speaks; that a colleague heard it is in the audit first.
 * The relative who recorded it, the desk and everybody else learn nothing.
 * @throws AppError notFound; unavailable when it can't be recorded
 */
export async function hearConsentVoice(id: string, viewer: Viewer, { fields, audit, now }: Pick<Deps, 'fields' | 'audit' | 'now'>): Promise<Heard> {
  const found = await findVisible({ kind: null, id, by: PERMISSIONS.hearConsentVoice.by }, viewer, now())
  const speaks = relationsOf(found, viewer, now()).includes('beneficiary')
  const voice = speaks || found.open ? await ConsentVoice.findById(id).lean() : null
  if (!voice) throw new AppError('notFound')
  const open = async (): Promise<Heard> =>
    ({ type: voice.type, bytes: Buffer.from(await fields.open(voice.voice, voicePlace(id)), 'base64') })
  if (speaks) return open()
  return audit.before({
    station: found.stationCode, act: 'looked', actor: actorOf(viewer, 'staff'), subject: { kind: kindOf(found).subject, id }, fields: ['consentVoice']
  }, open)
}
