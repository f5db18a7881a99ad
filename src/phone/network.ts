import Taro from '@tarojs/taro'
import { createStore } from './store'

/** Whether the phone has a network; true until the phone says that it has none. */
export const connected = createStore<boolean>(() => {
  watch()
  return true
})

function watch(): void {
  let told = false
  const tell = (isConnected: boolean) => {
    told = true
    connected.set(isConnected)
  }
  Taro.onNetworkStatusChange(({ isConnected }) => tell(isConnected))
  if (process.env.TARO_ENV === 'h5') {
    // Browsers without navigator.connection, or whose change event fires only for a change of kind, still fire these
    // two.
    window.addEventListener('offline', () => tell(false))
    window.addEventListener('online', () => tell(true))
  }
  void Taro.getNetworkType().then(({ networkType }) => {
    // A change that was told meanwhile is newer than this answer.
    if (!told) connected.set(networkType !== 'none')
  }, () => undefined)
}
