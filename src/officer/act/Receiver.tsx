import { Text, View } from '@tarojs/components'
import { Chips } from '../../components/Chips'
import { Field } from '../../components/Field'
import { spoken } from '../../components/spoken'
import { Tap } from '../../components/Tap'
import { LIMITS } from '../../contract/limits'
import { RECEIVERS, type Receiver as Relation, type ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { custody } from '../../i18n/zh/custody'
import { officer } from '../../i18n/zh/officer'
import { receivers } from '../../i18n/zh/receivers'

interface ReceiverProps {
  detail: ServiceRequestDetail
  name: string
  relation: Relation | null
  onChange: (change: { receivedBy?: string; relation?: Relation }) => void
  errors: { name: string | undefined; relation: string | undefined }
}

/** Who took the papers: the name, with those of the matter to tap, and the relation in a word. */
export function Receiver({ detail, name, relation, onChange, errors }: ReceiverProps) {
  return (
    <>
      <View className='stack-tight'>
        <Field
          name='receivedBy'
          label={officer.deliver.receivedBy}
          value={name}
          onInput={receivedBy => onChange({ receivedBy })}
          most={LIMITS.name}
          error={errors.name}
        />
        <View className='chips'>
          {peopleOf(detail).map((person, index) => (
            <Tap
              key={person.name}
              className={`chip chip-quick quick-name${index}`}
              onTap={() => onChange({ receivedBy: person.name, ...(person.self && { relation: 'self' }) })}
            >
              <Text>{person.name}</Text>
            </Tap>
          ))}
        </View>
      </View>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='strong'>{custody.deliver.relation}</Text>
        </View>
        <Chips
          label={custody.deliver.relation}
          options={RECEIVERS.map(value => ({ value, text: receivers[value] }))}
          chosen={relation}
          onChoose={chosen => onChange({ relation: chosen })}
        />
        {errors.relation && (
          <View {...spoken({ role: 'alert' })}><Text className='field-error'>{errors.relation}</Text></View>
        )}
      </View>
    </>
  )
}

/** The one for whom the service is comes first. */
function peopleOf({ beneficiaryName, applicantName }: ServiceRequestDetail): Array<{ name: string; self: boolean }> {
  if (beneficiaryName === null || beneficiaryName === applicantName) return [{ name: applicantName, self: true }]
  return [{ name: beneficiaryName, self: true }, { name: applicantName, self: false }]
}
