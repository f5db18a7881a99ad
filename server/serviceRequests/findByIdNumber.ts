import { LIMITS } from '../../src/contract/limits'
import type { ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import { actorOf } from '../audit/audit'
import type { AuditInput } from '../audit/append'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import type { Viewer } from '../people/viewer'
import { checkShape, idNumberIndexOf } from './idNumber'
import { ownKeysOf, type Question } from '../matters/questions'
import { ServiceRequest } from './model'
import { presentSummary } from './presentSummary'
import type { StoredServiceRequest } from './serviceRequestFields'

/**
 * The open service requests of a station with an identity number, except those that concern the viewer; newest first.
 * @param index the number's keyed hash
 */
export function openByIdNumber(index: string, stationCode: string, viewer: Viewer): Question<StoredServiceRequest> {
  return {
    index: 'idNumber',
    filter: { idNumberIndex: index, stationCode, open: true, concerns: { $nin: ownKeysOf(viewer) } }
  }
}

/**
 * The open service requests of the viewer's station for the person with this number, newest first, found by the
 * number's keyed hash. The search and each service request found are recorded in the audit before the answer; the
 * number itself is not recorded anywhere.
 * @param idNumber normalised
 * @throws AppError validationFailed; forbidden without a station; unavailable when the audit can't record
 */
export async function findByIdNumber(
  idNumber: string, viewer: Viewer, { fields, audit, now }: Pick<Deps, 'fields' | 'audit' | 'now'>
): Promise<ServiceRequestSummary[]> {
  const { stationCode } = viewer
  if (stationCode === null) throw new AppError('forbidden')
  checkShape(idNumber, now())
  const { filter } = openByIdNumber(await idNumberIndexOf(fields, idNumber), stationCode, viewer)
  const found = await ServiceRequest.find(filter)
    .sort({ createdAt: -1 })
    .limit(LIMITS.foundByIdNumber)
    .lean<StoredServiceRequest[]>()
  const looked = (subject: AuditInput['subject'], count?: number): Promise<void> =>
    audit.before(
      {
        station: stationCode,
        act: 'looked',
        actor: actorOf(viewer, 'staff'),
        subject,
        fields: ['idNumber'],
        ...(count !== undefined && { detail: { count } })
      },
      () => undefined
    )
  await Promise.all([
    looked({ kind: 'stations', id: stationCode }, found.length),
    ...found.map(({ _id }) => looked({ kind: 'serviceRequests', id: String(_id) }))
  ])
  return Promise.all(found.map(stored => presentSummary(fields, stored, now())))
}
