import { LIMITS } from '../../src/contract/limits'
import type { ServiceRequestSummary } from '../../src/contract/serviceRequestViews'
import { actorOf } from '../audit/audit'
import type { AuditInput } from '../audit/append'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import type { Viewer } from '../people/viewer'
import { checkShape, idNumberIndexOf } from './idNumber'
import { ownKeysOf } from '../matters/questions'
import { ServiceRequest } from './model'
import { presentSummary } from './presentSummary'
import type { StoredServiceRequest } from './serviceRequestFields'

/**
 * What is open at one's station for the person with this number, newest first. It is looked up by its keyed hash. The search is
 * in the audit before it is answered, and so is each matter it finds; the number itself is nowhere.
 * @param idNumber normalised
 * @throws AppError validationFailed; forbidden without a station; unavailable when it can't be recorded
 */
export async function findByIdNumber(
  idNumber: string, viewer: Viewer, { fields, audit, now }: Pick<Deps, 'fields' | 'audit' | 'now'>
): Promise<ServiceRequestSummary[]> {
  const { stationCode } = viewer
  if (stationCode === null) throw new AppError('forbidden')
  checkShape(idNumber, now())
  const found = await ServiceRequest.find({
    idNumberIndex: await idNumberIndexOf(fields, idNumber), stationCode, open: true, concerns: { $nin: ownKeysOf(viewer) }
  }).sort({ createdAt: -1 }).limit(LIMITS.foundByIdNumber).lean<StoredServiceRequest[]>()
  const looked = (subject: AuditInput['subject'], count?: number): Promise<void> => audit.before({
    station: stationCode, act: 'looked', actor: actorOf(viewer, 'staff'), subject, fields: ['idNumber'], ...(count !== undefined && { detail: { count } })
  }, () => undefined)
  await Promise.all([
    looked({ kind: 'stations', id: stationCode }, found.length),
    ...found.map(({ _id }) => looked({ kind: 'serviceRequests', id: String(_id) }))
  ])
  return Promise.all(found.map(stored => presentSummary(fields, stored, now())))
}
