import type { IdNumberView } from '../../src/contract/serviceRequestViews'
import { actorOf } from '../audit/audit'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import type { Viewer } from '../people/viewer'
import { openIdNumber } from './idNumber'
import { findServiceRequest } from './find'

/**
 * The complete identity number, for the assignee and while the service request is open. The audit records the view
 * before the number is answered. Nobody else may view it: desk and chief see the masked number and can search by a
 * number they know.
 * @throws AppError notFound; forbidden when the service request is closed; unavailable when the audit can't record
 */
export async function lookAtIdNumber(
  id: string, viewer: Viewer, { fields, audit, now }: Pick<Deps, 'fields' | 'audit' | 'now'>
): Promise<IdNumberView> {
  const found = await findServiceRequest('lookAtIdNumber', id, viewer, now())
  if (found.idNumber === null) throw new AppError('notFound')
  if (!found.open) throw new AppError('forbidden', { message: '这件事已经结束，不能再看完整的身份证号。' })
  return audit.before(
    {
      station: found.stationCode,
      act: 'looked',
      actor: actorOf(viewer, 'staff'),
      subject: { kind: 'serviceRequests', id },
      fields: ['idNumber']
    },
    async () => {
      const idNumber = await openIdNumber(fields, found)
      if (idNumber === null) throw new AppError('notFound')
      return { idNumber }
    }
  )
}
