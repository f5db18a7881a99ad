import { useRef, useState } from 'react'
import { type ApiError, asApiError } from '../api/failure'
import type { Page } from '../contract/serviceRequestViews'
import { useLoad, type Load } from './useLoad'

export interface Pages<T> extends Load<Page<T>> {
  /** Loads the next page; does nothing while a page is being loaded. */
  more: () => Promise<void>
  loadingMore: boolean
  /** Why the next page could not be loaded; the rows before it stay. */
  moreFailure: ApiError | null
}

/**
 * A list read page by page. Reloading reads as many pages as had been read, so that the place in the list is kept.
 * @param key names the list; null while there is none to load
 */
export function usePages<T>(key: string | null, fetcher: (cursor: string | null) => Promise<Page<T>>): Pages<T> {
  const read = useRef({ key, count: 1 })
  const load = useLoad(key, () => {
    if (read.current.key !== key) read.current = { key, count: 1 }
    return readPages(fetcher, read.current.count)
  })
  const [next, setNext] = useState<{ loading: boolean; failure: ApiError | null }>({ loading: false, failure: null })

  const more = async () => {
    const held = load.data
    if (!held?.nextCursor || next.loading) return
    setNext({ loading: true, failure: null })
    try {
      const page = await fetcher(held.nextCursor)
      read.current.count++
      load.put({ items: [...held.items, ...page.items], nextCursor: page.nextCursor })
      setNext({ loading: false, failure: null })
    } catch (thrown) {
      setNext({ loading: false, failure: asApiError(thrown) })
    }
  }
  return { ...load, more, loadingMore: next.loading, moreFailure: next.failure }
}

async function readPages<T>(fetcher: (cursor: string | null) => Promise<Page<T>>, count: number): Promise<Page<T>> {
  let page = await fetcher(null)
  for (let read = 1; read < count && page.nextCursor !== null; read++) {
    const following: Page<T> = await fetcher(page.nextCursor)
    page = { items: [...page.items, ...following.items], nextCursor: following.nextCursor }
  }
  return page
}
