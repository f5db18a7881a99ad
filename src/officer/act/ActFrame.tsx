import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Button } from '../../components/Button'
import { MoveFailure } from '../../components/MoveFailure'
import { Note } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { spoken } from '../../components/spoken'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { staff } from '../../i18n/zh/staff'
import { replaceWith } from '../../phone/navigation'
import { actionWord } from '../actionWords'
import type { FormAction } from './useAct'

interface ActFrameProps {
  act: { action: FormAction; detail: ServiceRequestDetail; found: boolean; busy: boolean } & Pick<
    Parameters<typeof MoveFailure>[0],
    'failure'
  >
  /** What happens when the move is confirmed, and who will see it. */
  lead: string
  /** The verb on the button. */
  confirm: string
  danger?: boolean
  onConfirm: () => void
}

/** The frame of every move's form: the matter, what will happen, and the button that confirms. */
export function ActFrame({
  act,
  lead,
  confirm,
  danger = false,
  onConfirm,
  children
}: PropsWithChildren<ActFrameProps>) {
  const { action, detail, found, busy, failure } = act
  const latest = () => replaceWith('officerServiceRequest', { id: detail.id })
  return (
    <Screen
      name='act'
      title={actionWord(action, detail)}
      footer={
        <View className='moves'>
          <MoveFailure failure={failure} onLatest={latest} />
          <Button
            className='btn-confirm'
            kind={danger ? 'danger' : 'main'}
            busy={busy}
            text={confirm}
            onTap={onConfirm}
          />
        </View>
      }
    >
      <View className={`stack act-${action}`}>
        <View>
          <View {...spoken({ role: 'heading', level: 2 })}>
            <Text className='heading'>{detail.item.name}</Text>
          </View>
          <Text className='small'>{aboutWhom(detail)}</Text>
        </View>
        <Text className='lead'>{lead}</Text>
        {found && <Note className='note-draft' text={staff.draftFound} />}
        {children}
      </View>
    </Screen>
  )
}

function aboutWhom({ beneficiaryName, applicantName, village }: ServiceRequestDetail): string {
  return `${beneficiaryName === null ? staff.own(applicantName) : staff.forWhom(beneficiaryName, applicantName)} · ${village.name}`
}
