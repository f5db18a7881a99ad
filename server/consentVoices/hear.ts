import { PERMISSIONS } from '../../src/contract/permissions'
import { actorOf } from '../audit/audit'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { kindOf } from '../matters/kind'
import { findVisible, relationsOf } from '../matters/relations'
import { voicePlace } from './keep'
import { ConsentVoice } from './model'

/** A recording as it is answered. */
export interface Heard {
  type: string
  bytes: Buffer
}

/**
 * The recording that the matter names, for the assignee of the matter and for the beneficiary, who speaks in it. Before
 * the assignee gets the recording, the audit records it. The relative who made the recording, the desk and everybody
 * else get notFound.
 * @throws AppError notFound; unavailable when the audit can't record
 */
export async function hearConsentVoice(id: string, { viewer, now, deps }: CallContext): Promise<Heard> {
  const found = await findVisible({ kind: null, id, by: PERMISSIONS.hearConsentVoice.by }, viewer, now)
  const speaks = relationsOf(found, viewer, now).includes('beneficiary')
  const { voiceAt } = found
  const audible = voiceAt !== null && (speaks || found.open)
  const voice = audible ? await ConsentVoice.findOne({ matter: id, at: voiceAt }).lean() : null
  if (!voice) throw new AppError('notFound')
  const open = async (): Promise<Heard> =>
    ({ type: voice.type, bytes: Buffer.from(await deps.fields.open(voice.voice, voicePlace(voice._id)), 'base64') })
  if (speaks) return open()
  return deps.audit.before({
    station: found.stationCode, act: 'looked', actor: actorOf(viewer, 'staff'),
    subject: { kind: kindOf(found).subject, id }, fields: ['consentVoice']
  }, open)
}
