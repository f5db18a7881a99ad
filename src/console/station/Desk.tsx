import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Loaded'
import { spoken } from '../../components/spoken'
import { useNow } from '../../hooks/useNow'
import { moment } from '../../i18n/dates'
import { common } from '../../i18n/zh/common'
import { consoleWords } from '../../i18n/zh/console'
import { goTo } from '../../phone/navigation'
import { rowsToShow, type StationFilter } from '../stationFilter'
import { Filters } from './Filters'
import { FindSheet } from './FindSheet'
import { Numbers } from './Numbers'
import { Panel } from './Panel'
import { Table } from './Table'
import type { Station } from './useStation'

const words = consoleWords.station
/** From this width on a matter stands beside the table. */
const WIDE = 1024

interface DeskProps {
  station: Station
  filter: StationFilter
  onFilter: (filter: StationFilter) => void
  busy: boolean
  onRefresh: () => void
}

/** The numbers, the list that one of them opened, and one matter beside it. */
export function Desk({ station, filter, onFilter, busy, onRefresh }: DeskProps) {
  const { counts, list, rows, more, readAt, soonHours, papersDays } = station
  const now = Math.max(useNow(), Date.parse(readAt))
  // The rows of another list are not shown below this number.
  const coming = list !== filter.list
  const shown = rowsToShow(rows, filter)
  const bare = { ...filter, villageCode: null, personId: null }
  const filtered = filter.villageCode !== null || filter.personId !== null
  return (
    <View className='desk'>
      <Head readAt={readAt} now={now} busy={busy} onRefresh={onRefresh} />
      <Numbers counts={counts} list={filter.list} onList={chosen => onFilter({ ...bare, list: chosen })} />
      <Text className='small'>{words.listNotes[filter.list]({ hours: soonHours, days: papersDays })}</Text>
      {coming && <View {...spoken({ role: 'status', live: 'polite' })}><Text className='small'>{common.busy}</Text></View>}
      {!coming && rows.length === 0 && <Nothing filter={bare} onFilter={onFilter} />}
      {!coming && rows.length > 0 && <Filters rows={rows} filter={filter} onFilter={onFilter} />}
      {!coming && more && <Text className='small'>{words.countingMore(rows.length)}</Text>}
      {!coming && rows.length > 0 && shown.length === 0 && (
        <Empty
          title={words.nothingLeft.title}
          text={words.nothingLeft.text}
          action={filtered ? { text: words.clear, className: 'btn-clear', onTap: () => onFilter(bare) } : undefined}
        />
      )}
      {!coming && shown.length > 0 && <Beside rows={shown} papersDays={papersDays} now={now} />}
    </View>
  )
}

/** The table, and beside it the chosen matter, the first one at first. */
function Beside({ rows, papersDays, now }: { rows: Station['rows']; papersDays: number; now: number }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const wide = process.env.TARO_ENV === 'h5' && window.innerWidth >= WIDE
  const line = wide ? rows.find(({ id }) => id === chosen) ?? rows[0] : undefined
  const open = (id: string) => wide ? setChosen(id) : goTo('officerServiceRequest', { id })
  return (
    <View className='beside'>
      <Table rows={rows} papersDays={papersDays} now={now} chosen={line?.id ?? null} onOpen={open} />
      {line && <Panel line={line} papersDays={papersDays} now={now} />}
    </View>
  )
}

function Nothing({ filter, onFilter }: Pick<DeskProps, 'filter' | 'onFilter'>) {
  const { title, text } = words.empty[filter.list]
  const seeOpen = {
    text: words.seeOpen, className: 'btn-open', onTap: () => onFilter({ ...filter, list: 'open' as const })
  }
  return <Empty title={title} text={text} action={filter.list === 'open' ? undefined : seeOpen} />
}

interface HeadProps extends Pick<DeskProps, 'busy' | 'onRefresh'> {
  readAt: string
  now: number
}

function Head({ readAt, now, busy, onRefresh }: HeadProps) {
  const [finding, setFinding] = useState(false)
  return (
    <View className='desk-head'>
      <View className='grow'>
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
      {finding && <FindSheet onClose={() => setFinding(false)} />}
    </View>
  )
}
