import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asApiError, type ApiError } from '../api/failure'
import { keep, readKept } from '../phone/storage'

export interface Load<T> {
  data: T | null
  /** Why the last load failed; null when it did not. */
  failure: ApiError | null
  loading: boolean
  reload: () => Promise<void>
  /** Replaces the data by an answer of another call, as after a move; does nothing when `key` has changed meanwhile. */
  put: (data: T) => void
}

export interface LoadOptions {
  /** Storage key under which the last answer is kept for a time without signal. Public data only. */
  keptAs?: string
  /** Loads again after this many ms, without a sign of loading, while the screen is visible. */
  everyMs?: number
  /** Whether coming back to the screen loads again; true by default. */
  onShow?: boolean
}

interface Held<T> {
  key: string | null
  data: T | null
  failure: ApiError | null
  loading: boolean
}

const NOTHING = { key: null, data: null, failure: null, loading: false }

/**
 * Loads the data of a screen; again when the screen is shown again or pulled down, or when `key` changes.
 * @param key names the data; null while it is not known which
 */
export function useLoad<T>(key: string | null, fetcher: () => Promise<T>, options: LoadOptions = {}): Load<T> {
  const { keptAs, everyMs, onShow = true } = options
  const [held, setHeld] = useState<Held<T>>(NOTHING)
  const fetch = useRef(fetcher)
  const round = useRef(0)
  const shown = useRef(key)
  const seen = useRef(true)
  useEffect(() => {
    fetch.current = fetcher
    shown.current = key
  })

  const reload = useCallback(async () => {
    // Called by an answer that was awaited for the data of before.
    if (key !== shown.current) return
    const mine = ++round.current
    if (key === null) {
      // Whoever signs in next may get the same key, but not the data of the person before.
      setHeld(NOTHING)
      return
    }
    setHeld(before =>
      before.key === key ? { ...before, loading: true } : { key, data: null, failure: null, loading: true }
    )
    try {
      const data = await fetch.current()
      if (mine !== round.current) return
      if (keptAs) keep(keptAs, { key, data })
      setHeld({ key, data, failure: null, loading: false })
    } catch (thrown) {
      if (mine !== round.current) return
      const failure = asApiError(thrown)
      setHeld(before => ({ key, data: before.data ?? keptData<T>(keptAs, key), failure, loading: false }))
    }
  }, [key, keptAs])

  useEffect(() => { void reload() }, [reload])
  useRefresh(reload, seen, onShow)
  useEvery(everyMs, reload, seen)

  const put = useCallback((data: T) => {
    if (key !== shown.current) return
    round.current++
    setHeld({ key, data, failure: null, loading: false })
  }, [key])
  const current = held.key === key ? held : { data: null, failure: null, loading: key !== null }
  return { data: current.data, failure: current.failure, loading: current.loading, reload, put }
}

function useRefresh(reload: () => Promise<void>, seen: { current: boolean }, onShow: boolean): void {
  useDidShow(() => {
    // A component that is mounted after its screen was shown gets no first event: coming back is a showing after a
    // hiding.
    const back = !seen.current
    seen.current = true
    if (back && onShow) void reload()
  })
  useDidHide(() => { seen.current = false })
  usePullDownRefresh(() => { void reload().finally(() => Taro.stopPullDownRefresh()) })
}

function useEvery(everyMs: number | undefined, reload: () => Promise<void>, seen: { current: boolean }): void {
  useEffect(() => {
    if (!everyMs) return
    const timer = setInterval(() => {
      if (seen.current && !hiddenTab()) void reload()
    }, everyMs)
    return () => clearInterval(timer)
  }, [everyMs, reload, seen])
}

function hiddenTab(): boolean {
  return process.env.TARO_ENV === 'h5' && document.visibilityState === 'hidden'
}

function keptData<T>(keptAs: string | undefined, key: string): T | null {
  const kept = keptAs ? readKept<{ key: string; data: T }>(keptAs) : null
  return kept?.key === key ? kept.data : null
}
