import { OPEN_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'

/** The main action: to answer what waits for the reader, else to call the assignee, else to ask anew. */
export type MainAction = 'provideMaterial' | 'rate' | 'call' | 'again'

/** The main action in this state. */
export function mainActionOf({ actions, status }: Pick<ServiceRequestDetail, 'actions' | 'status'>): MainAction {
  if (actions.includes('provideMaterial')) return 'provideMaterial'
  if (actions.includes('rate')) return 'rate'
  return OPEN_STATUSES.includes(status) || status === 'declined' ? 'call' : 'again'
}
