import { useCallback, useEffect, useState } from 'react'
import { ApiError, asApiError } from '../../api/failure'
import { makeMoveAsOf } from '../../api/serviceRequests'
import { useUnsent } from '../../hooks/useUnsent'
import { newIdempotencyKey } from '../../phone/idempotencyKey'
import type { NewEntry } from '../../phone/outbox'
import { unsent } from '../../phone/unsent'

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

/** The key of the report that this screen made or found, and what became of an attempt to send it. */
interface Sending {
  key: string | null
  busy: boolean
  failure: ApiError | null
}

/**
 * The report is kept with the other moves that were made without signal, with its key and the time of the tap, and is
 * sent from there: at once, when the phone has a network again, or by a tap; the server acts on it once.
 * @param about what the list of unsent moves calls the matter
 */
export function useReport(id: string, about: string, onMade: () => void): Report {
  const [{ key, busy, failure }, setSending] = useState<Sending>({ key: null, busy: false, failure: null })
  const entries = useUnsent().filter(({ matter, action }) => matter === id && action === 'nobodyHome')
  const kept = entries.find(({ state }) => state !== 'sent')
  const isSent = entries.some(one => one.key === key && one.state === 'sent')

  const keptKey = kept?.key ?? null
  useEffect(() => { if (keptKey !== null) setSending(now => ({ ...now, key: keptKey })) }, [keptKey])
  useEffect(() => { if (isSent) onMade() }, [isSent, onMade])

  const send = useCallback(async (report: NewEntry) => {
    setSending({ key: report.key, busy: true, failure: null })
    let failed: ApiError | null = null
    if (unsent.add(report)) await unsent.flush()
    else failed = await sendUnkept(report, onMade)
    setSending({ key: report.key, busy: false, failure: failed })
  }, [onMade])

  return {
    at: kept?.phoneTime ?? null,
    busy,
    failure: kept?.state === 'refused' ? new ApiError('moveNotAllowed', kept.why ?? '') : failure,
    make: worried => void send({
      key: newIdempotencyKey(), action: 'nobodyHome', matter: id, input: { text: '', next: null, worried },
      phoneTime: new Date().toISOString(), about, photos: []
    }),
    send: () => { if (kept) void send(kept) },
    drop: () => { if (kept) unsent.takeBack(kept.key) }
  }
}

/** A phone without room for the report sends it all the same. @returns why it was not made */
async function sendUnkept({ matter, input, key, phoneTime }: NewEntry, onMade: () => void): Promise<ApiError | null> {
  try {
    await makeMoveAsOf('nobodyHome', matter, input as NewEntry<'nobodyHome'>['input'], key, phoneTime)
    onMade()
    return null
  } catch (thrown) {
    return asApiError(thrown)
  }
}
