import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Loaded'
import { useNow } from '../../hooks/useNow'
import { moment } from '../../i18n/dates'
import { consoleWords } from '../../i18n/zh/console'
import { rowsToShow, writeFilter, type StationFilter } from '../stationFilter'
import { Filters } from './Filters'
import { FindSheet } from './FindSheet'
import { Table } from './Table'
import type { Station } from './useStation'
import { useStationFilter } from './useStationFilter'

const words = consoleWords.station
const NO_FILTER: StationFilter = { state: null, villageCode: null, personId: null }

interface DeskProps {
  station: Station
  busy: boolean
  onRefresh: () => void
}

/** Counts, filters and the table. */
export function Desk({ station: { rows, more, readAt }, busy, onRefresh }: DeskProps) {
  const now = Math.max(useNow(), Date.parse(readAt))
  const [filter, setFilter] = useStationFilter()
  const [finding, setFinding] = useState(false)
  const shown = rowsToShow(rows, filter, now)
  const clear = () => setFilter(NO_FILTER)
  return (
    <View className='desk'>
      <View className='desk-head'>
        <View className='grow'>
          <Text className='block strong desk-count'>
            {more ? words.countingMore(rows.length) : words.counting(rows.length)}
          </Text>
          <Text className='small screen-only'>{words.readAt(moment(readAt, now))}</Text>
          <Text className='small print-only'>{words.printedAt(moment(readAt, now))}</Text>
        </View>
        <View className='desk-tools screen-only'>
          <Button className='btn-find' kind='ghost' icon='search' text={words.find} onTap={() => setFinding(true)} />
          <Button
            className='btn-refresh'
            kind='ghost'
            icon='refresh'
            text={words.refresh}
            busy={busy}
            onTap={onRefresh}
          />
          {process.env.TARO_ENV === 'h5' && (
            <Button className='btn-print' kind='ghost' icon='paper' text={words.print} onTap={() => window.print()} />
          )}
        </View>
      </View>
      {rows.length === 0 && <Empty title={words.empty.title} text={words.empty.text} />}
      {rows.length > 0 && <Filters rows={rows} filter={filter} now={now} onFilter={setFilter} />}
      {rows.length > 0 && shown.length === 0 && (
        <Empty
          title={words.nothingLeft.title}
          text={words.nothingLeft.text}
          action={writeFilter(filter) === '' ? undefined : { text: words.clear, className: 'btn-clear', onTap: clear }}
        />
      )}
      {shown.length > 0 && <Table rows={shown} now={now} />}
      {finding && <FindSheet onClose={() => setFinding(false)} />}
    </View>
  )
}
