import Taro from '@tarojs/taro'

/** Below the bar and a line of what comes before, in px. */
const AIR = 120

/** Brings what is wrong into view: it may stand above or below what is seen. */
export function scrollToFault(): void {
  Taro.nextTick(() => {
    void Taro.pageScrollTo({ selector: '.fault, .field-wrong', offsetTop: -AIR, duration: 200 }).catch(() => undefined)
  })
}
