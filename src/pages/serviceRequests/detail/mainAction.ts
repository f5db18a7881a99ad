import { OPEN_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'

/** The one thing under the thumb: what waits for the reader, else calling whoever has it, else asking anew. */
export type MainAction = 'provideMaterial' | 'rate' | 'call' | 'again'

/** Which it is in this state. */
export function mainActionOf({ actions, status }: Pick<ServiceRequestDetail, 'actions' | 'status'>): MainAction {
  if (actions.includes('provideMaterial')) return 'provideMaterial'
  if (actions.includes('rate')) return 'rate'
  return OPEN_STATUSES.includes(status) || status === 'declined' ? 'call' : 'again'
}
