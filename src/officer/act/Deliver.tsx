import { Text, View } from '@tarojs/components'
import { Bullets } from '../../components/Bullets'
import { Card } from '../../components/Card'
import { Field } from '../../components/Field'
import { ReasonField } from '../../components/ReasonField'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import { LIMITS } from '../../contract/limits'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { officer } from '../../i18n/zh/officer'
import { staff } from '../../i18n/zh/staff'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = officer.deliver

/** Records a delivery: which documents, and who received them. */
export function Deliver({ detail }: { detail: ServiceRequestDetail }) {
  const act = useAct('deliver', detail, { receivedBy: '', text: '' })
  const { value, change, errorAt, tried } = act
  const receivedBy = value.receivedBy.trim()
  const held = detail.custody.filter(entry => entry.returned === null).map(entry => entry.paper)
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(receivedBy === '' ? null : { receivedBy, text: value.text.trim() })}
    >
      {held.length > 0 && (
        <Card className='stack-tight card-held'>
          <View {...spoken({ role: 'heading', level: 3 })}>
            <Text className='strong'>{words.papers}</Text>
          </View>
          <Bullets lines={[...new Set(held)]} />
        </Card>
      )}
      <Field
        name='receivedBy'
        label={words.receivedBy}
        value={value.receivedBy}
        onInput={name => change({ receivedBy: name })}
        most={LIMITS.name}
        error={tried && receivedBy === '' ? words.receivedByMissing : errorAt('receivedBy')}
      />
      <Names names={namesOf(detail)} onPick={name => change({ receivedBy: name })} />
      <ReasonField
        name='text'
        label={words.text}
        value={value.text}
        onInput={text => change({ text })}
        error={errorAt('text')}
      />
    </ActFrame>
  )
}

function Names({ names, onPick }: { names: readonly string[]; onPick: (name: string) => void }) {
  return (
    <View className='stack-tight'>
      <Text className='small'>{staff.quick}</Text>
      <View className='chips'>
        {names.map((name, index) => (
          <Tap key={name} className={`chip chip-quick quick-name${index}`} onTap={() => onPick(name)}>
            <Text>{name}</Text>
          </Tap>
        ))}
      </View>
    </View>
  )
}

function namesOf({ beneficiaryName, applicantName }: ServiceRequestDetail): string[] {
  return [...new Set(beneficiaryName === null ? [applicantName] : [beneficiaryName, applicantName])]
}
