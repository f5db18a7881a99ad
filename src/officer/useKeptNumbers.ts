import { useEffect } from 'react'
import { OPEN_STATUSES } from '../contract/serviceRequest'
import type { ServiceRequestDetail } from '../contract/serviceRequestViews'
import { useDraft } from '../hooks/useDraft'
import { numbersOf, type DoorNumbers } from './doorNumbers'

/**
 * Keeps the numbers of an open matter on the phone whenever it is read, among the person's drafts, so that they go with
 * them when the person signs out. @returns the numbers kept; null: none
 */
export function useKeptNumbers(id: string, detail: ServiceRequestDetail | null): DoorNumbers | null {
  const { value, change, clear } = useDraft<{ numbers: DoorNumbers | null }>(`numbers:${id}`, { numbers: null })
  const kept = value.numbers !== null
  useEffect(() => {
    if (detail === null || detail.viewer !== 'staff') return
    if (OPEN_STATUSES.includes(detail.status)) change({ numbers: numbersOf(detail) })
    // Clearing makes `clear` another function: without the question the effect would run for ever.
    else if (kept) clear()
  }, [detail, change, clear, kept])
  return detail === null ? value.numbers : numbersOf(detail)
}
