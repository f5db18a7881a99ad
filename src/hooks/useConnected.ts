import { connected } from '../phone/network'
import { useStore } from './useStore'

/** False while the phone says it has no network. */
export function useConnected(): boolean {
  return useStore(connected)
}
