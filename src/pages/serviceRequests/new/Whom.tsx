import { Text, View } from '@tarojs/components'
import { Chips } from '../../../components/Chips'
import { Choice } from '../../../components/Choice'
import { Field } from '../../../components/Field'
import { LIMITS } from '../../../contract/limits'
import { KINSHIPS } from '../../../contract/serviceRequestViews'
import { newServiceRequest } from '../../../i18n/zh/newServiceRequest'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { Fault, Question } from './Question'
import type { NewServiceRequest } from './useNewServiceRequest'

const words = newServiceRequest.whom
const FOR_WHOM = ['self', 'family'] as const
const MOBILE_LENGTH = 11

/** For whom it is; of somebody else the name, the kinship and, if there is one, the phone. */
export function Whom({ form: { answers, change, faults, sending } }: { form: NewServiceRequest }) {
  const { forWhom } = answers
  return (
    <Question name='whom' ask={words.ask}>
      <Choice
        label={words.ask}
        options={FOR_WHOM.map(value => ({ value, ...words[value] }))}
        chosen={forWhom ? [forWhom] : []}
        onChoose={([chosen]) => { if (chosen) change({ forWhom: chosen }) }}
      />
      <Fault text={faults.forWhom ?? (forWhom === 'self' ? sending.errorAt('beneficiary') : undefined)} />
      {forWhom === 'family' && (
        <>
          <Field
            name='name'
            label={words.name}
            value={answers.name}
            onInput={name => change({ name })}
            most={LIMITS.name}
            error={faults.name ?? sending.errorAt('beneficiary.name')}
          />
          <View className='stack-tight'>
            <Text className='field-label'>{words.kinship}</Text>
            <Chips
              label={words.kinship}
              options={KINSHIPS.map(value => ({ value, text: serviceRequest.kinships[value] }))}
              chosen={answers.kinship}
              onChoose={kinship => change({ kinship })}
            />
            <Fault text={faults.kinship ?? sending.errorAt('beneficiary.kinship')} />
          </View>
          <Field
            name='phone'
            type='tel'
            label={words.phone}
            placeholder={words.phoneHint}
            value={answers.phone}
            onInput={phone => change({ phone })}
            most={MOBILE_LENGTH}
            error={faults.phone ?? sending.errorAt('beneficiary.phone')}
          />
        </>
      )}
    </Question>
  )
}
