import Taro from '@tarojs/taro'

/** Distance from the top in px: leaves room for the title bar and a line of context. */
const AIR = 120

/** Scrolls to the first fault, which may be outside the visible part of the screen. */
export function scrollToFault(): void {
  Taro.nextTick(() => {
    void Taro.pageScrollTo({ selector: '.fault, .field-wrong', offsetTop: -AIR, duration: 200 }).catch(() => undefined)
  })
}
