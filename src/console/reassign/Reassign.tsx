import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { MoveFailure } from '../../components/MoveFailure'
import { Note } from '../../components/Note'
import { ReasonField } from '../../components/ReasonField'
import { Screen } from '../../components/Screen'
import { spoken } from '../../components/spoken'
import type { Colleague } from '../../contract/person'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useMove } from '../../hooks/useMove'
import { useMoveDraft } from '../../hooks/useMoveDraft'
import { consoleWords } from '../../i18n/zh/console'
import { staff } from '../../i18n/zh/staff'
import { goBack, replaceWith } from '../../phone/navigation'
import { announce } from '../../phone/news'
import { Colleagues } from './Colleagues'

const words = consoleWords.reassign

/** To whom a service request is given, and why; the button names the colleague. */
export function Reassign({ detail, colleagues }: { detail: ServiceRequestDetail; colleagues: readonly Colleague[] }) {
  const { value, change, found, clear } = useMoveDraft('reassign', detail, { personId: '', reason: '' })
  const { busy, failure, errorAt, move } = useMove(detail)
  const [tried, setTried] = useState(false)
  const chosen = colleagues.find(({ id, onLeave }) => id === value.personId && !onLeave)
  const reason = value.reason.trim()
  const confirm = async () => {
    setTried(true)
    if (!chosen || reason === '') return
    if (!await move('reassign', { personId: chosen.id, reason })) return
    clear()
    announce(words.done(chosen.name))
    leave()
  }
  const latest = () => replaceWith('officerServiceRequest', { id: detail.id })
  return (
    <Screen
      name='reassign'
      title={words.title}
      footer={colleagues.length > 0 && (
        <View className='desk-confirm'>
          <MoveFailure failure={failure} onLatest={latest} />
          <Button
            className='btn-confirm'
            kind='main'
            busy={busy}
            text={chosen ? words.confirm(chosen.name) : words.confirmBare}
            onTap={() => void confirm()}
          />
        </View>
      )}
    >
      <View>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{detail.item.name}</Text></View>
        <Text className='small'>{words.now(detail.assignee.name)}</Text>
      </View>
      <Text className='lead'>{words.lead}</Text>
      {found && <Note className='note-draft' text={staff.draftFound} />}
      <Colleagues
        colleagues={colleagues}
        chosen={chosen?.id ?? null}
        onChoose={personId => change({ personId })}
        error={tried && !chosen ? words.personMissing : errorAt('personId')}
      />
      {colleagues.length > 0 && (
        <ReasonField
          name='reason'
          label={words.reason}
          value={value.reason}
          onInput={text => change({ reason: text })}
          quick={words.quick}
          error={tried && reason === '' ? staff.reasonMissing : errorAt('reason')}
        />
      )}
    </Screen>
  )
}

/** Back to the screen before: the table or the service request. */
function leave(): void {
  if (Taro.getCurrentPages().length > 1) goBack()
  else replaceWith('station')
}
