import { Text, View } from '@tarojs/components'
import { listFamily } from '../../../api/family'
import { Chips } from '../../../components/Chips'
import { Choice, type Option } from '../../../components/Choice'
import { Field } from '../../../components/Field'
import type { Beneficiary } from '../../../contract/beneficiary'
import type { Channel } from '../../../contract/catalogue'
import { covers } from '../../../contract/consent'
import { LIMITS } from '../../../contract/limits'
import { KINSHIPS } from '../../../contract/serviceRequestViews'
import { useLoad } from '../../../hooks/useLoad'
import { useMyVillage } from '../../../hooks/useMyVillage'
import { useSession } from '../../../hooks/useSession'
import { aboutMember } from '../../../i18n/familyWords'
import { family } from '../../../i18n/zh/family'
import { newServiceRequest } from '../../../i18n/zh/newServiceRequest'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { goTo } from '../../../phone/navigation'
import { answersFor, answersForMyself } from './answers'
import { Fault, Question } from './Question'
import type { NewServiceRequest } from './useNewServiceRequest'

const words = newServiceRequest.whom
const MOBILE_LENGTH = 11

/** The beneficiary: the applicant, a family member or, while nobody is signed in, a person described in words. */
export function Whom({ form, channel }: { form: NewServiceRequest; channel: Channel }) {
  const { answers, change, faults, sending, selfOnly } = form
  const { forWhom, memberId } = answers
  const { user } = useSession()
  const myVillage = useMyVillage()
  const { data: members } = useLoad(user && !selfOnly ? `family:${user.id}` : null, () => listFamily())
  const member = members?.find(({ id }) => id === memberId)
  const inWords = !user || (forWhom === 'family' && memberId === null)
  const choose = (value: string) => {
    const chosen = members?.find(({ id }) => memberValue(id) === value)
    if (chosen) change(answersFor(chosen, myVillage))
    else if (value === 'self') change(answersForMyself(answers))
    else if (value === 'other') goTo('familyEdit')
    else change({ forWhom: 'family', memberId: null })
  }
  const options: Array<Option<string>> = [
    { value: 'self', ...words.self },
    ...(members ?? []).map(one => ({ value: memberValue(one.id), text: one.name, note: aboutMember(one) })),
    ...(inWords && !selfOnly ? [{ value: 'family', ...words.family }] : []),
    ...(user && !selfOnly ? [{ value: 'other', ...family.whom.other }] : [])
  ]
  return (
    <Question name='whom' ask={words.ask} note={selfOnly ? words.selfOnly : undefined}>
      <Choice
        label={words.ask}
        options={options}
        chosen={forWhom === null ? [] : [memberId === null ? forWhom : memberValue(memberId)]}
        onChoose={([chosen]) => {
          if (chosen) choose(chosen)
        }}
      />
      <Fault
        text={faults.forWhom ?? (forWhom === 'self' || memberId !== null ? sending.errorAt('beneficiary') : undefined)}
      />
      {member && <About member={member} channel={channel} />}
      {forWhom === 'family' && memberId === null && <InWords form={form} />}
    </Question>
  )
}

const memberValue = (id: string) => `member-${id}`

/** Whether the family member has precedence, and whether a consent will be asked for. */
function About({
  member: { name, specialGroups, consents, guardianDecides },
  channel
}: {
  member: Beneficiary
  channel: Channel
}) {
  const agreed = consents.some(({ running, purpose }) => running && covers(purpose, channel))
  return (
    <View className='stack-tight about-member'>
      {specialGroups.length > 0 && <Text className='lead'>{family.whom.special}</Text>}
      {!guardianDecides && (
        <Text className='lead'>{agreed ? family.whom.consented(name) : family.whom.notConsented(name)}</Text>
      )}
    </View>
  )
}

function InWords({ form: { answers, change, faults, sending } }: { form: NewServiceRequest }) {
  return (
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
  )
}
