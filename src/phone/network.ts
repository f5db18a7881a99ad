import Taro from '@tarojs/taro'
import { createStore } from './store'

/** Whether the phone has a network; true until the phone says that it has none. */
export const connected = createStore<boolean>(() => {
  watch()
  return true
})

function watch(): void {
  Taro.onNetworkStatusChange(({ isConnected }) => connected.set(isConnected))
  if (process.env.TARO_ENV === 'h5') {
    // Browsers without navigator.connection, or whose change event fires only for a change of kind, still fire these
    // two.
    window.addEventListener('offline', () => connected.set(false))
    window.addEventListener('online', () => connected.set(true))
  }
  void Taro.getNetworkType().then(({ networkType }) => connected.set(networkType !== 'none'), () => undefined)
}
