import { useDidHide } from '@tarojs/taro'
import { useEffect } from 'react'
import { news } from '../phone/news'
import { useStore } from './useStore'

const SHOWN_MS = 8000

/** The sentence that was announced last; it is cleared after SHOWN_MS, or when the screen is left. */
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
