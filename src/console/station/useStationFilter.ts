import Taro from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { SCREENS } from '../../phone/navigation'
import { readFilter, writeFilter, type StationFilter } from '../stationFilter'

/** The filter and how to change it. In a browser it stands in the address, so that it can be kept and passed on. */
export function useStationFilter(): [StationFilter, (filter: StationFilter) => void] {
  const { params } = Taro.useRouter()
  const [filter, setFilter] = useState(() => readFilter(params))
  const change = useCallback((next: StationFilter) => {
    setFilter(next)
    if (process.env.TARO_ENV !== 'h5') return
    const query = writeFilter(next)
    // Replaced, not opened: going back leaves the table instead of undoing one filter after the other.
    window.history.replaceState(window.history.state, '', `#${SCREENS.station}${query ? `?${query}` : ''}`)
  }, [])
  return [filter, change]
}
