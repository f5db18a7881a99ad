import Taro from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { SCREENS } from '../../phone/navigation'
import { readFilter, writeFilter, type StationFilter } from '../stationFilter'

/**
 * The filter and how to change it. In a browser the filter is in the address, so that a filtered table can be
 * bookmarked and shared.
 */
export function useStationFilter(): [StationFilter, (filter: StationFilter) => void] {
  const { params } = Taro.useRouter()
  const [filter, setFilter] = useState(() => readFilter(params))
  const change = useCallback((next: StationFilter) => {
    setFilter(next)
    if (process.env.TARO_ENV !== 'h5') return
    const query = writeFilter(next)
    // The address is replaced: "back" leaves the table instead of undoing one filter after the other.
    window.history.replaceState(window.history.state, '', `#${SCREENS.station}?${query}`)
  }, [])
  return [filter, change]
}
