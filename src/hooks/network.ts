import Taro from '@tarojs/taro'
import { createStore, useStore } from './store'

const connected = createStore<boolean>(() => {
  watch()
  return true
})

function watch(): void {
  Taro.onNetworkStatusChange(({ isConnected }) => connected.set(isConnected))
  if (process.env.TARO_ENV === 'h5') {
    // Browsers that know no navigator.connection, or tell of a change of kind only, still say this.
    window.addEventListener('offline', () => connected.set(false))
    window.addEventListener('online', () => connected.set(true))
  }
  void Taro.getNetworkType().then(({ networkType }) => connected.set(networkType !== 'none'), () => undefined)
}

/** False while the phone says it has no network. */
export function useConnected(): boolean {
  return useStore(connected)
}
