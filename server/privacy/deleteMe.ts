import { deleteUnusedOf } from '../attachments/sweep'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import { BeneficiaryModel } from '../beneficiaries/model'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { changePerson } from '../ground/changePerson'
import { Person } from '../people/model'
import { forgetIdNumbers } from '../serviceRequests/idNumber'
import { forgetContacts } from '../matters/contacts'
import { Matter } from '../matters/model'
import { unlinkBeneficiary } from '../matters/unlinkBeneficiary'
import { openOfApplicant } from '../matters/questions'
import { forgetNotices } from '../notices/forgetNotices'
import { Session, WechatBinding } from '../session/model'
import type { Viewer } from '../people/viewer'

/**
 * Deletes an account: family, unused photos, bindings and sessions are deleted, and the person becomes a stub without
 * name and phone. Closed matters are kept as the law on files demands, but without the identity number and the
 * contacts; the person's name is removed from them at the end of their retention (server/retention). The consents to
 * the privacy words are kept as proof. The sessions are deleted last, so that an interrupted call can be repeated.
 * @throws AppError forbidden for staff, openMatters while a matter of the person is open
 */
export async function deleteMe({ viewer, now, deps }: CallContext): Promise<void> {
  if (viewer.roles.some(role => role !== 'resident')) {
    throw new AppError('forbidden', { message: '工作人员的账号以花名册为准，离岗后才能注销，请联系分局管理员。' })
  }
  if (await Matter.exists(openOfApplicant(viewer.id).filter)) throw new AppError('openMatters')
  return deps.audit.before({
    station: DISTRICT, act: 'erased', actor: actorOf(viewer, 'applicant'), subject: { kind: 'people', id: viewer.id },
    fields: ['name', 'phone', 'villageCode', 'family', 'photos', 'idNumber', 'contacts', 'bindings', 'sessions']
  }, () => erase(viewer, now))
}

async function erase(viewer: Viewer, now: number): Promise<void> {
  await BeneficiaryModel.deleteMany({ owner: viewer.id })
  await forgetIdNumbers(viewer)
  await forgetContacts(viewer.id)
  await unlinkBeneficiary(viewer)
  await deleteUnusedOf(viewer.id)
  await WechatBinding.deleteMany({ person: viewer.id })
  await changePerson(viewer.id, () => Person.updateOne({ _id: viewer.id }, { $set: {
    // phoneIndex is unique, so the stub needs a value of its own that can't be the keyed hash of a phone.
    name: '已注销', phone: null, phoneIndex: `deleted:${viewer.id}`, villageCode: null, leave: [], noSignal: [],
    noSignalChanged: null, active: false,
    agreed: {}, deletedAt: new Date(now)
  } }).exec())
  // Only now is nobody there any more who would be told.
  await forgetNotices(viewer.id)
  await Session.deleteMany({ person: viewer.id })
}
