import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../../components/Button'
import { ClockLine } from '../../components/ClockLine'
import { clockOf, isLate } from '../../components/clockOf'
import { spoken } from '../../components/spoken'
import { Tag } from '../../components/Tag'
import { Tap } from '../../components/Tap'
import { MOVES } from '../../contract/serviceRequest'
import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { consoleWords } from '../../i18n/zh/console'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { goTo } from '../../phone/navigation'

const words = consoleWords.station
const COLUMNS = ['item', 'who', 'place', 'state', 'clock', 'person', 'moves'] as const

/** One row per service request; on a narrow screen each row becomes a card. @param now ms since 1970 */
export function Table({ rows, now }: { rows: readonly ServiceRequestSummary[]; now: number }) {
  return (
    <View className='table' {...spoken({ role: 'table', label: words.title })}>
      <View className='table-row table-head' {...spoken({ role: 'row' })}>
        {COLUMNS.map(name => (
          <View key={name} className={`cell cell-${name}`} {...spoken({ role: 'columnheader' })}>
            <Text>{words.columns[name]}</Text>
          </View>
        ))}
      </View>
      {rows.map(row => (
        <Row key={row.id} row={row} now={now} />
      ))}
    </View>
  )
}

function Row({ row, now }: { row: ServiceRequestSummary; now: number }) {
  const {
    id,
    item,
    number,
    status,
    channel,
    applicantName,
    beneficiaryName,
    specialGroups,
    village,
    address,
    assignee,
    timeChangeAsked
  } = row
  return (
    <View className={`table-row row-${id} ${isLate(clockOf(row, now)) ? 'row-late' : ''}`} {...spoken({ role: 'row' })}>
      <Cell name='item'>
        <Tap className='open' role='link' onTap={() => goTo('officerServiceRequest', { id })}>
          <Text className='strong'>{item.name}</Text>
        </Tap>
        <Text className='small'>{words.channelAndNumber(staff.channels[channel], number)}</Text>
      </Cell>
      <Cell name='who'>
        <Text className='block'>
          {beneficiaryName === null ? staff.own(applicantName) : staff.forWhom(beneficiaryName, applicantName)}
        </Text>
        {specialGroups.length > 0 && (
          <View className='tags'>
            {specialGroups.map(group => (
              <Tag key={group} text={serviceRequest.specialGroups[group]} tone='wait' />
            ))}
          </View>
        )}
      </Cell>
      <Cell name='place'>
        <Text className='block'>{village.name}</Text>
        <Text className='small'>{address || village.townName}</Text>
      </Cell>
      <Cell name='state'>
        <View className='tags'>
          <Tag text={serviceRequest.statuses[status]} tone={status === 'assigned' ? 'wait' : 'brand'} />
          {row.searching && <Tag className='tag-searching' text={staff.searching} tone='bad' />}
          {timeChangeAsked && <Tag text={staff.timeChangeAsked} tone='bad' />}
        </View>
      </Cell>
      <Cell name='clock'>
        <ClockLine of={row} now={now} />
      </Cell>
      <Cell name='person'>
        <Text className='block'>{assignee.name}</Text>
      </Cell>
      <Cell name='moves'>
        {MOVES.reassign.from.includes(status) && (
          <Button
            className={`btn-reassign reassign-${id}`}
            text={words.reassign}
            label={words.reassignFrom(item.name, assignee.name)}
            onTap={() => goTo('reassign', { id })}
          />
        )}
      </Cell>
    </View>
  )
}

function Cell({ name, children }: { name: (typeof COLUMNS)[number]; children: ReactNode }) {
  return (
    <View className={`cell cell-${name}`} {...spoken({ role: 'cell' })}>
      {LABELLED.includes(name) && <Text className='cell-label'>{words.columns[name]}</Text>}
      {children}
    </View>
  )
}

/** In a card these values need their column's name. */
const LABELLED: readonly string[] = ['person']
