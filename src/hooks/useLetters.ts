import { atLeastWechats, chosenLetters, type Letters } from '../phone/letters'
import { useStore } from './useStore'

/** Size of everything on the screen: the chosen one, or WeChat's where that is larger. */
export function useLetters(): Letters {
  return atLeastWechats(useStore(chosenLetters))
}

/** The size chosen in this app, whatever WeChat is set to. */
export function useChosenLetters(): Letters {
  return useStore(chosenLetters)
}
