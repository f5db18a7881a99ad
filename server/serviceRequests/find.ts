import { PERMISSIONS, type MatterEndpoint } from '../../src/contract/permissions'
import type { Action } from '../../src/contract/serviceRequest'
import { findVisible } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import { SERVICE_REQUEST } from './kind'
import type { StoredServiceRequest } from './serviceRequestFields'

/**
 * Reads one service request for a viewer to whom the table of rights grants this call. Moves are judged by the status
 * table instead (matters/move.ts).
 * @param now ms since 1970
 * @throws AppError notFound, the same whether the service request is missing or not the viewer's
 */
export function findServiceRequest(
  endpoint: Exclude<MatterEndpoint, Action>, id: string, viewer: Viewer, now: number
): Promise<StoredServiceRequest> {
  return findVisible<StoredServiceRequest>(
    { kind: SERVICE_REQUEST.name, id, by: PERMISSIONS[endpoint].by },
    viewer,
    now
  )
}
