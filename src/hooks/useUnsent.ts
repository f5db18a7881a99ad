import { useEffect } from 'react'
import type { OutboxEntry } from '../phone/outbox'
import { keepSending, unsent } from '../phone/unsent'
import { useStore } from './useStore'

/** What waits to be sent, was sent today, or was refused; the screen that shows it also keeps sending. */
export function useUnsent(): readonly OutboxEntry[] {
  useEffect(keepSending, [])
  return useStore(unsent)
}
