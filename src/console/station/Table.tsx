import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../../components/Button'
import { clockOf, isLate } from '../../components/clockOf'
import { spoken } from '../../components/spoken'
import { Tag } from '../../components/Tag'
import { Tap } from '../../components/Tap'
import { MOVES } from '../../contract/serviceRequest'
import type { BoardLine } from '../../contract/stationBoard'
import { consoleWords } from '../../i18n/zh/console'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { lateness, papersLateWords, papersWords, unopenedWords } from '../lineWords'

const words = consoleWords.station
const COLUMNS = ['item', 'who', 'place', 'person', 'clock', 'moves'] as const

interface TableProps {
  rows: readonly BoardLine[]
  papersDays: number
  /** ms since 1970 */
  now: number
  /** The row that stands beside the table; null where there is no room beside it. */
  chosen: string | null
  onOpen: (id: string) => void
}

/** One row per matter; on a narrow screen each row becomes a card. */
export function Table({ rows, ...of }: TableProps) {
  return (
    <View className='table' {...spoken({ role: 'table', label: words.title })}>
      <View className='table-row table-head' {...spoken({ role: 'row' })}>
        {COLUMNS.map(name => (
          <View key={name} className={`cell cell-${name}`} {...spoken({ role: 'columnheader' })}>
            <Text>{words.columns[name]}</Text>
          </View>
        ))}
      </View>
      {rows.map(row => <Row key={row.id} row={row} {...of} />)}
    </View>
  )
}

function Row({ row, papersDays, now, chosen, onOpen }: Omit<TableProps, 'rows'> & { row: BoardLine }) {
  const { id, item, number, status, channel, village, address, assignee } = row
  const late = isLate(clockOf(row, now)) || row.papersLate
  return (
    <View
      className={`table-row row-${id} ${late ? 'row-late' : ''} ${id === chosen ? 'row-chosen' : ''}`}
      {...spoken({ role: 'row' })}
    >
      <Cell name='item'>
        <Tap className='open' role='link' onTap={() => onOpen(id)}><Text className='strong'>{item.name}</Text></Tap>
        <Text className='small'>
          {`${words.channelAndNumber(staff.channels[channel], number)} · ${serviceRequest.statuses[status]}`}
        </Text>
      </Cell>
      <Cell name='who'><Who row={row} /></Cell>
      <Cell name='place'>
        <Text className='block'>{village.name}</Text>
        <Text className='small'>{address || village.townName}</Text>
      </Cell>
      <Cell name='person'>
        <Text className='block'>{assignee.name}</Text>
        {row.handsetAt === null && <Text className='block small'>{unopenedWords(row, now)}</Text>}
        {papersWords(row, now).map(text => <Text key={text} className='block small'>{text}</Text>)}
      </Cell>
      <Cell name='clock'>
        <Text className={`block ${isLate(clockOf(row, now)) ? 'late-words' : ''}`}>{lateness(row, now) ?? ''}</Text>
        {row.papersLate && <Text className='block late-words'>{papersLateWords(row, papersDays, now)}</Text>}
      </Cell>
      <Cell name='moves'><Moves row={row} /></Cell>
    </View>
  )
}

function Who({ row }: { row: BoardLine }) {
  const { applicantName, beneficiaryName, specialGroups, timeChangeAsked, searching } = row
  return (
    <>
      <Text className='block'>
        {beneficiaryName === null ? staff.own(applicantName) : staff.forWhom(beneficiaryName, applicantName)}
      </Text>
      {(specialGroups.length > 0 || timeChangeAsked || searching) && (
        <View className='tags'>
          {searching && <Tag className='tag-searching' text={staff.searching} tone='bad' />}
          {specialGroups.map(group => <Tag key={group} text={serviceRequest.specialGroups[group]} tone='wait' />)}
          {timeChangeAsked && <Tag text={staff.timeChangeAsked} tone='bad' />}
        </View>
      )}
    </>
  )
}

function Moves({ row: { id, item, status, assignee } }: { row: BoardLine }) {
  return (
    <View className='btns'>
      <Button
        className={`btn-call call-${id}`}
        text={words.call}
        label={words.callSpoken(assignee.name)}
        onTap={() => callPhone(assignee.phone)}
      />
      {MOVES.reassign.from.includes(status) && (
        <Button
          className={`btn-reassign reassign-${id}`}
          kind='ghost'
          text={words.reassign}
          label={words.reassignFrom(item.name, assignee.name)}
          onTap={() => goTo('reassign', { id })}
        />
      )}
    </View>
  )
}

function Cell({ name, children }: { name: (typeof COLUMNS)[number]; children: ReactNode }) {
  return (
    <View className={`cell cell-${name}`} {...spoken({ role: 'cell' })}>
      {LABELLED.includes(name) && <Text className='cell-label'>{words.columns[name]}</Text>}
      <View className='cell-inner'>{children}</View>
    </View>
  )
}

/** In a card these values need their column's name. */
const LABELLED: readonly string[] = ['person']
