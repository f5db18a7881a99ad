import { createStore } from './store'

/** The sentence that the next screen shows; null when there is none. */
export const news = createStore<string | null>(() => null)

/** Shows a sentence on the next screen: that something is done. */
export function announce(text: string): void {
  news.set(text)
}
