import { useDidShow } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import { asApiError, type ApiError, type FailureCode } from '../api/failure'

const AGREEMENTS: readonly FailureCode[] = ['privacyConsentNeeded', 'sensitiveConsentNeeded']

export interface Sending {
  busy: boolean
  failure: ApiError | null
  /** The sentence for a field, by its path in the body; undefined when it is in order. */
  errorAt: (path: string) => string | undefined
  /** Runs a call unless one is under way. @returns true when it was answered well */
  send: (task: () => Promise<void>) => Promise<boolean>
  forgive: () => void
}

/** One thing sent at a time, however often the button is tapped; says how it went. */
export function useSend(): Sending {
  const [state, setState] = useState<{ busy: boolean; failure: ApiError | null }>({ busy: false, failure: null })
  const underWay = useRef(false)

  const send = useCallback(async (task: () => Promise<void>) => {
    if (underWay.current) return false
    underWay.current = true
    setState({ busy: true, failure: null })
    try {
      await task()
      setState({ busy: false, failure: null })
      return true
    } catch (thrown) {
      setState({ busy: false, failure: asApiError(thrown) })
      return false
    } finally {
      underWay.current = false
    }
  }, [])

  // Whoever was sent to the words that had to be agreed to comes back to a form that is in order.
  useDidShow(() =>
    setState(before =>
      before.failure && AGREEMENTS.includes(before.failure.code) ? { busy: false, failure: null } : before
    )
  )

  const forgive = useCallback(() => setState({ busy: false, failure: null }), [])
  const errorAt = (path: string) =>
    state.failure?.fields.find(field => field.path === path || field.path.startsWith(`${path}.`))?.message
  return { ...state, errorAt, send, forgive }
}
