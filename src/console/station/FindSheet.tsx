import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { findByIdNumber } from '../../api/serviceRequests'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Field } from '../../components/Field'
import { ListRow } from '../../components/ListRow'
import { FailureNote } from '../../components/Note'
import { Sheet } from '../../components/Sheet'
import { spoken } from '../../components/spoken'
import { LIMITS } from '../../contract/limits'
import type { ServiceRequestSummary } from '../../contract/serviceRequestViews'
import { useSend } from '../../hooks/useSend'
import { consoleWords } from '../../i18n/zh/console'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { goTo } from '../../phone/navigation'

const words = consoleWords.station

/**
 * Finds the open service requests of a person who is at the desk, by identity number. The number is not kept; every
 * search is recorded in the audit.
 */
export function FindSheet({ onClose }: { onClose: () => void }) {
  const [idNumber, setIdNumber] = useState('')
  const [found, setFound] = useState<ServiceRequestSummary[] | null>(null)
  const { busy, failure, errorAt, send, forgive } = useSend()
  const change = (typed: string) => {
    forgive()
    setFound(null)
    setIdNumber(typed)
  }
  const find = () => void send(async () => setFound(await findByIdNumber(idNumber)))
  const error = errorAt('idNumber')
  return (
    <Sheet title={words.findTitle} onClose={onClose} className='sheet-find'>
      <View className='stack'>
        <Text className='small'>{words.findNote}</Text>
        <Field
          name='findIdNumber'
          type='idcard'
          label={words.findLabel}
          value={idNumber}
          onInput={change}
          most={LIMITS.idNumber}
          error={error}
          onConfirm={find}
        />
        {!error && <FailureNote failure={failure} />}
        <View className='btns'>
          <Button
            className='btn-findDo'
            kind='main'
            text={words.findDo}
            busy={busy}
            disabled={idNumber.trim() === ''}
            onTap={find}
          />
        </View>
        <View {...spoken({ role: 'status', live: 'polite' })}>{found && <Found rows={found} />}</View>
      </View>
    </Sheet>
  )
}

function Found({ rows }: { rows: readonly ServiceRequestSummary[] }) {
  if (rows.length === 0) return <Text className='block found-none'>{words.foundNone}</Text>
  return (
    <Card className='list-card card-found'>
      {rows.map(({ id, item, channel, number, assignee }) => (
        <ListRow
          key={id}
          className='row-found'
          text={item.name}
          note={words.foundNote(staff.channels[channel], serviceRequest.number(number), assignee.name)}
          onTap={() => goTo('officerServiceRequest', { id })}
        />
      ))}
    </Card>
  )
}
