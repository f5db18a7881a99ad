import { useDidShow } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import { asApiError, type ApiError, type FailureCode } from '../api/failure'

const AGREEMENTS: readonly FailureCode[] = ['privacyConsentNeeded', 'sensitiveConsentNeeded']

export interface Sending {
  busy: boolean
  failure: ApiError | null
  /** The sentence for a field, by its path in the body; undefined when the field is right. */
  errorAt: (path: string) => string | undefined
  /** Runs a call unless one is under way. @returns true when the call succeeded */
  send: (task: () => Promise<void>) => Promise<boolean>
  forgive: () => void
}

/** Sends one thing at a time, however often the button is tapped, and holds the outcome. */
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

  // A refusal for a missing agreement is cleared when the person comes back from the screen on which to agree.
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
