import type { IdNumberView } from '../../src/contract/serviceRequestViews'
import { actorOf } from '../audit/audit'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import type { Viewer } from '../people/viewer'
import { openIdNumber } from './idNumber'
import { findServiceRequest } from './find'

/**
 * The whole identity number, for the one who has the matter and while it is open; that he looked is in the audit
 * before he sees it. Nobody else is told whether there is one: the desk and the chief manage with the masked one, and
 * find by a number they have.
 * @throws AppError notFound; forbidden when the matter is over; unavailable when looking can't be recorded
 */
export async function lookAtIdNumber(
  id: string, viewer: Viewer, { fields, audit, now }: Pick<Deps, 'fields' | 'audit' | 'now'>
): Promise<IdNumberView> {
  const found = await findServiceRequest('lookAtIdNumber', id, viewer, now())
  if (found.idNumber === null) throw new AppError('notFound')
  if (!found.open) throw new AppError('forbidden', { message: '这件事已经结束,不能再看完整的身份证号。' })
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
