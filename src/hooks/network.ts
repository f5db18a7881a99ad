import Taro from '@tarojs/taro'
import { createStore, useStore } from './store'

const connected = createStore<boolean>(() => {
  watch()
  return true
})

function watch(): void {
  Taro.onNetworkStatusChange(({ isConnected }) => connected.set(isConnected))
  void Taro.getNetworkType().then(({ networkType }) => connected.set(networkType !== 'none'), () => undefined)
}

/** False while the phone says it has no network. */
export function useConnected(): boolean {
  return useStore(connected)
}
