import Taro from '@tarojs/taro'
import { keep, readKept } from './keep'
import { createStore, useStore } from './store'

export const LETTERS = ['standard', 'elder', 'largest'] as const
/** Size of everything on the screen: 1, 1.32 or 1.6 times. */
export type Letters = (typeof LETTERS)[number]

const KEY = 'letters'
/** WeChat's own factor above which its reader is given our next size. */
const ELDER_FROM = 1.1
const LARGEST_FROM = 1.4

const chosen = createStore<Letters>(() => {
  const kept = readKept<Letters>(KEY)
  return kept && LETTERS.includes(kept) ? kept : 'standard'
})

/** Chosen size, or WeChat's where that is larger. */
export function useLetters(): Letters {
  return larger(useStore(chosen), lettersOfWeChat())
}

/** The size chosen here, whatever WeChat says. */
export function useChosenLetters(): Letters {
  return useStore(chosen)
}

/** Chooses a size and keeps it. */
export function chooseLetters(letters: Letters): void {
  chosen.set(letters)
  keep(KEY, letters)
}

function larger(one: Letters, other: Letters): Letters {
  return LETTERS.indexOf(one) >= LETTERS.indexOf(other) ? one : other
}

function lettersOfWeChat(): Letters {
  if (process.env.TARO_ENV !== 'weapp') return 'standard'
  const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
  if (fontSizeScaleFactor >= LARGEST_FROM) return 'largest'
  return fontSizeScaleFactor >= ELDER_FROM ? 'elder' : 'standard'
}
