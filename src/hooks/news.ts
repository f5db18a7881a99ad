import { useDidHide } from '@tarojs/taro'
import { useEffect } from 'react'
import { createStore, useStore } from './store'

const SHOWN_MS = 8000
const news = createStore<string | null>(() => null)

/** Says on the next screen that something is done. */
export function announce(text: string): void {
  news.set(text)
}

/** What was announced last; forgotten after a while, or when one goes on to another screen. */
export function useNews(): string | null {
  const text = useStore(news)
  useDidHide(() => news.set(null))
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => news.set(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [text])
  return text
}
