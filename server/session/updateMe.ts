import type { MeChanges, User } from '../../src/contract/person'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import type { CallContext } from '../deps'
import { AppError, fieldError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'
import { changePerson } from '../ground/changePerson'
import { Village } from '../ground/villageModel'
import { Person } from '../people/model'
import { openPhone } from '../people/sealing'
import { viewerOf, type Viewer } from '../people/viewer'
import { presentUser } from './presenter'

/**
 * Changes what people may change about themselves: the village and, for residents, the name. Names of staff are changed
 * in the roster. Before the change the audit records who changes which fields, but not the old and new values.
 * @throws AppError validationFailed when nothing is to be changed; villageUnknown; forbidden when staff would change
 *   their name
 */
export async function updateMe({ villageCode, name }: MeChanges, { viewer, deps }: CallContext): Promise<User> {
  if (villageCode === undefined && name === undefined) {
    throw new AppError('validationFailed', { message: '请填写要改的内容。' })
  }
  if (name !== undefined && name !== viewer.name && isStaff(viewer)) {
    throw new AppError('forbidden', { message: '工作人员的姓名以花名册为准，要改请联系分局管理员。' })
  }
  if (villageCode && !await Village.exists({ _id: villageCode })) throw fieldError('villageUnknown', 'villageCode')
  const changes = { ...(villageCode !== undefined && { villageCode }), ...(name !== undefined && { name }) }
  return deps.audit.before({
    station: viewer.stationCode ?? DISTRICT, act: 'changed', actor: actorOf(viewer, 'applicant'),
    subject: { kind: 'people', id: viewer.id },
    fields: Object.keys(changes)
  }, () => changePerson(viewer.id, () => write(viewer, changes, deps.fields)))
}

async function write(viewer: Viewer, changes: object, fields: Keyring): Promise<User> {
  const mine = { _id: viewer.id, active: true }
  const person = await Person.findOneAndUpdate(mine, { $set: changes }, { returnDocument: 'after' }).lean()
  if (!person) throw new AppError('sessionExpired')
  return presentUser(viewerOf(person, () => openPhone(fields, person)))
}

function isStaff(viewer: Viewer): boolean {
  return viewer.roles.some(role => role !== 'resident')
}
