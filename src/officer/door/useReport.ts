import { useCallback, useEffect, useRef, useState } from 'react'
import { asApiError, type ApiError } from '../../api/failure'
import { makeMove } from '../../api/serviceRequests'
import { useConnected } from '../../hooks/useConnected'
import { useDraft } from '../../hooks/useDraft'

/** A report that nobody opened, on its way to the BFF. */
export interface Report {
  /** When it was made, by the phone's clock, ISO 8601; null: there is none. */
  at: string | null
  busy: boolean
  /** Why it was refused; null while it only waits for a signal. */
  failure: ApiError | null
  make: (worried: boolean) => void
  send: () => void
  drop: () => void
}

interface Kept {
  at: string | null
  worried: boolean
}

/**
 * The report is kept on the phone with its key and the time of the tap before it is sent. Without signal it stays there
 * and is sent as soon as the phone has a network while this screen is open, or by a tap; the server acts on it once.
 */
export function useReport(id: string, onMade: () => void): Report {
  const draft = useDraft<Kept>(`report:${id}`, { at: null, worried: false })
  const connected = useConnected()
  const [state, setState] = useState<{ busy: boolean; failure: ApiError | null }>({ busy: false, failure: null })
  const { value: { at, worried }, idempotencyKey, clear, change } = draft

  const send = useCallback(async (made: string, urgent: boolean) => {
    setState({ busy: true, failure: null })
    try {
      await makeMove('nobodyHome', id, { text: '', next: null, worried: urgent }, idempotencyKey, made)
      clear()
      onMade()
      setState({ busy: false, failure: null })
    } catch (thrown) {
      const failure = asApiError(thrown)
      const waits = failure.code === 'offline' || failure.code === 'timedOut'
      setState({ busy: false, failure: waits ? null : failure })
    }
  }, [id, idempotencyKey, clear, onMade])

  // Only a network that comes back, or a screen that is opened anew, sends by itself; a tap sends at once.
  const wasConnected = useRef(false)
  useEffect(() => {
    if (connected && !wasConnected.current && at !== null) void send(at, worried)
    wasConnected.current = connected
  }, [connected, at, worried, send])

  const make = (urgent: boolean) => {
    const now = new Date().toISOString()
    change({ at: now, worried: urgent })
    void send(now, urgent)
  }
  return {
    at, ...state, make,
    send: () => { if (at !== null) void send(at, worried) },
    drop: () => {
      setState({ busy: false, failure: null })
      clear()
    }
  }
}
