import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Choice } from '../../components/Choice'
import { Icon } from '../../components/Icon'
import { Link } from '../../components/Link'
import { Sheet } from '../../components/Sheet'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import type { Status } from '../../contract/serviceRequest'
import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { consoleWords } from '../../i18n/zh/console'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { countStates, peopleIn, villagesIn, writeFilter, type Option, type StationFilter } from '../stationFilter'

const words = consoleWords.station

interface FiltersProps {
  rows: readonly ServiceRequestSummary[]
  filter: StationFilter
  /** ms since 1970 */
  now: number
  onFilter: (filter: StationFilter) => void
}

/** States with their counts, late first; villages and people in a sheet each. */
export function Filters({ rows, filter, now, onFilter }: FiltersProps) {
  return (
    <View className='desk-filters screen-only'>
      <States rows={rows} filter={filter} now={now} onFilter={onFilter} />
      <View className='chips'>
        <Pick
          name='village'
          label={words.village}
          all={words.allVillages}
          options={villagesIn(rows)}
          chosen={filter.villageCode}
          onChoose={villageCode => onFilter({ ...filter, villageCode })}
        />
        <Pick
          name='person'
          label={words.person}
          all={words.allPeople}
          options={peopleIn(rows)}
          chosen={filter.personId}
          onChoose={personId => onFilter({ ...filter, personId })}
        />
        {writeFilter(filter) !== '' && (
          <Link
            className='link-clear'
            icon='close'
            text={words.clear}
            onTap={() => onFilter({ state: null, villageCode: null, personId: null })}
          />
        )}
      </View>
    </View>
  )
}

function States({ rows, filter, now, onFilter }: FiltersProps) {
  const counts = countStates(rows, now)
  const chip = (state: Status | 'late' | null, text: string) => (
    <Tap
      key={state ?? 'all'}
      className={`chip filter-${state ?? 'all'} ${filter.state === state ? 'chip-on' : ''} ${state === 'late' ? 'chip-late' : ''}`}
      role='radio'
      checked={filter.state === state}
      onTap={() => onFilter({ ...filter, state })}
    >
      <Text>{text}</Text>
    </Tap>
  )
  return (
    <View className='chips' {...spoken({ role: 'radiogroup', label: words.states })}>
      {chip(null, words.state(words.allStates, rows.length))}
      {counts.map(({ state, count }) =>
        chip(state, words.state(state === 'late' ? words.late : serviceRequest.statuses[state], count))
      )}
      {filter.state !== null &&
        !counts.some(({ state }) => state === filter.state) &&
        chip(
          filter.state,
          words.state(filter.state === 'late' ? words.late : serviceRequest.statuses[filter.state], 0)
        )}
    </View>
  )
}

interface PickProps {
  name: string
  label: string
  /** The text while nothing is chosen. */
  all: string
  options: readonly Option[]
  chosen: string | null
  onChoose: (value: string | null) => void
}

function Pick({ name, label, all, options, chosen, onChoose }: PickProps) {
  const [open, setOpen] = useState(false)
  const current = options.find(({ value }) => value === chosen)
  const says = current ? words.option(current.name, current.count) : chosen === null ? all : words.noneOf(label)
  const choose = (value: string) => {
    setOpen(false)
    onChoose(value === ALL ? null : value)
  }
  return (
    <>
      <Tap
        className={`chip chip-pick filter-${name} ${chosen === null ? '' : 'chip-picked'}`}
        onTap={() => setOpen(true)}
        label={words.filterBy(label, says)}
      >
        <Text>{says}</Text>
        <View className='chip-down'>
          <Icon name='next' tone='second' size='small' />
        </View>
      </Tap>
      {open && (
        <Sheet title={label} onClose={() => setOpen(false)} className={`sheet-${name}`}>
          <Choice
            label={label}
            options={[
              { value: ALL, text: all },
              ...options.map(option => ({ value: option.value, text: words.option(option.name, option.count) }))
            ]}
            chosen={[chosen ?? ALL]}
            onChoose={([value]) => {
              if (value) choose(value)
            }}
          />
        </Sheet>
      )}
    </>
  )
}

const ALL = 'all'
