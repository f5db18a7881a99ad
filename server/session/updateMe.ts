import type { User } from '../../src/contract/person'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import type { Deps } from '../deps'
import { AppError, fieldError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'
import { changePerson } from '../ground/changePerson'
import { Person } from '../people/model'
import { openPerson } from '../people/sealing'
import { viewerOf, type Viewer } from '../people/viewer'
import { Village } from '../ground/villageModel'
import { presentUser } from './presenter'

export interface MeChanges {
  /** 12-digit code; null: no village of one's own. */
  villageCode?: string | null | undefined
  name?: string | undefined
}

/**
 * Changes what a person may say of himself. The names of those who work here stand in the roster and are changed there.
 * That he changed it, and what, is in the audit before it is done; what it was and is now is not.
 * @throws AppError validationFailed when nothing is to be changed; villageUnknown; forbidden when staff would change their name
 */
export async function updateMe(viewer: Viewer, { villageCode, name }: MeChanges, { audit, fields }: Pick<Deps, 'audit' | 'fields'>): Promise<User> {
  if (villageCode === undefined && name === undefined) {
    throw new AppError('validationFailed', { message: '请填写要改的内容。' })
  }
  if (name !== undefined && name !== viewer.name && isStaff(viewer)) {
    throw new AppError('forbidden', { message: '工作人员的姓名以花名册为准,要改请联系分局管理员。' })
  }
  if (villageCode && !await Village.exists({ _id: villageCode })) throw fieldError('villageUnknown', 'villageCode')
  const changes = { ...(villageCode !== undefined && { villageCode }), ...(name !== undefined && { name }) }
  return audit.before({
    station: viewer.stationCode ?? DISTRICT, act: 'changed', actor: actorOf(viewer, 'applicant'), subject: { kind: 'people', id: viewer.id },
    fields: Object.keys(changes)
  }, () => changePerson(viewer.id, () => write(viewer, changes, fields)))
}

async function write(viewer: Viewer, changes: object, fields: Keyring): Promise<User> {
  const mine = { _id: viewer.id, active: true }
  const person = await Person.findOneAndUpdate(mine, { $set: changes }, { returnDocument: 'after' }).lean()
  if (!person) throw new AppError('sessionExpired')
  return presentUser(viewerOf(await openPerson(fields, person)))
}

function isStaff(viewer: Viewer): boolean {
  return viewer.roles.some(role => role !== 'resident')
}
