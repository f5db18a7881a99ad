import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Choice } from '../../components/Choice'
import { Icon } from '../../components/Icon'
import { Link } from '../../components/Link'
import { Sheet } from '../../components/Sheet'
import { Tap } from '../../components/Tap'
import type { BoardLine } from '../../contract/stationBoard'
import { consoleWords } from '../../i18n/zh/console'
import { peopleIn, villagesIn, type Option, type StationFilter } from '../stationFilter'

const words = consoleWords.station

interface FiltersProps {
  rows: readonly BoardLine[]
  filter: StationFilter
  onFilter: (filter: StationFilter) => void
}

/** Villages and people of the list, in a sheet each. */
export function Filters({ rows, filter, onFilter }: FiltersProps) {
  return (
    <View className='desk-filters screen-only'>
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
        {(filter.villageCode !== null || filter.personId !== null) && (
          <Link
            className='link-clear'
            icon='close'
            text={words.clear}
            onTap={() => onFilter({ ...filter, villageCode: null, personId: null })}
          />
        )}
      </View>
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
