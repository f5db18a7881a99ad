import type { Status } from '../contract/serviceRequest'
import { serviceRequest } from '../i18n/zh/serviceRequest'
import { Tag, type TagTone } from './Tag'

const TONES: Readonly<Record<Status, TagTone>> = {
  assigned: 'brand',
  accepted: 'brand',
  scheduled: 'brand',
  underway: 'brand',
  awaitingDocument: 'brand',
  delivering: 'brand',
  completed: 'ok',
  cancelled: 'plain',
  declined: 'bad'
}

interface StatusTagProps {
  status: Status
  /** While the resident has to provide something, the tag says so. */
  waitingOn?: 'resident' | null
}

/** The state of a service request, for its applicant. */
export function StatusTag({ status, waitingOn = null }: StatusTagProps) {
  if (waitingOn === 'resident')
    return <Tag className='tag-waiting' tone='wait' text={serviceRequest.waitingOnResident} />
  return <Tag className={`tag-${status}`} tone={TONES[status]} text={serviceRequest.statuses[status]} />
}
