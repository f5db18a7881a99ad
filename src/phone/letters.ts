import Taro from '@tarojs/taro'
import { keep, readKept } from './storage'
import { createStore } from './store'

export const LETTERS = ['standard', 'elder', 'largest'] as const
/** Size of everything on the screen: 1, 1.32 or 1.6 times. */
export type Letters = (typeof LETTERS)[number]

const KEY = 'letters'
/** WeChat's own factors from which its reader is given the sizes `elder` and `largest`. */
const ELDER_FROM = 1.1
const LARGEST_FROM = 1.4

/** The size chosen in this app. */
export const chosenLetters = createStore<Letters>(() => {
  const kept = readKept<Letters>(KEY)
  return kept && LETTERS.includes(kept) ? kept : 'standard'
})

/** Chooses a size and keeps it. */
export function chooseLetters(letters: Letters): void {
  chosenLetters.set(letters)
  keep(KEY, letters)
}

/** The larger one of a size and the size that WeChat is set to. */
export function atLeastWechats(letters: Letters): Letters {
  const wechats = lettersOfWechat()
  return LETTERS.indexOf(letters) >= LETTERS.indexOf(wechats) ? letters : wechats
}

function lettersOfWechat(): Letters {
  if (process.env.TARO_ENV !== 'weapp') return 'standard'
  const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
  if (fontSizeScaleFactor >= LARGEST_FROM) return 'largest'
  return fontSizeScaleFactor >= ELDER_FROM ? 'elder' : 'standard'
}
