import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { getVillage } from '../../../api/villages'
import { Card } from '../../../components/Card'
import { Chips } from '../../../components/Chips'
import { Choice } from '../../../components/Choice'
import { Contacts } from '../../../components/Contacts'
import { Field } from '../../../components/Field'
import { ListRow } from '../../../components/ListRow'
import { Note } from '../../../components/Note'
import { spoken } from '../../../components/spoken'
import { LIMITS } from '../../../contract/limits'
import { KINSHIPS, SPECIAL_GROUPS } from '../../../contract/serviceRequestViews'
import { useLoad } from '../../../hooks/useLoad'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { asksForGuardian } from './answers'
import type { Edit } from './useEdit'

const words = familyMembers.edit
const MOBILE_LENGTH = 11
const YEAR_LENGTH = 4

interface FieldsProps {
  edit: Edit
  /** A changed name counts as another person. */
  nameBefore: string
  onPick: () => void
}

/** Who the family member is, the home, and the circumstances that give precedence. */
export function Fields({ edit, nameBefore, onPick }: FieldsProps) {
  const { answers, change, faults, sending: { errorAt } } = edit
  const renamed = nameBefore !== '' && answers.name.trim() !== nameBefore
  return (
    <>
      <Field
        name='name'
        label={words.name}
        value={answers.name}
        onInput={name => change({ name })}
        most={LIMITS.name}
        error={faults.name ?? errorAt('name')}
      />
      {renamed && <Note tone='wait' className='note-renamed' text={words.renamed} />}
      <Asked label={words.kinship} fault={faults.kinship ?? errorAt('kinship')}>
        <Chips
          label={words.kinship}
          options={KINSHIPS.map(value => ({ value, text: serviceRequest.kinships[value] }))}
          chosen={answers.kinship}
          onChoose={kinship => change({ kinship })}
        />
      </Asked>
      <Field
        name='phone'
        type='tel'
        label={words.phone}
        placeholder={words.phoneHint}
        value={answers.phone}
        onInput={phone => change({ phone })}
        most={MOBILE_LENGTH}
        error={faults.phone ?? errorAt('phone')}
      />
      <Where edit={edit} onPick={onPick} />
      <Field
        name='birthYear'
        type='number'
        label={words.birthYear}
        placeholder={words.birthYearHint}
        value={answers.birthYear}
        onInput={birthYear => change({ birthYear })}
        most={YEAR_LENGTH}
        error={faults.birthYear ?? errorAt('birthYear')}
      />
      {asksForGuardian(answers, Date.now()) && (
        <Choice
          many
          label={words.guardianAsk}
          options={[{ value: 'guardian', text: words.guardian, note: words.guardianNote }]}
          chosen={answers.guardian ? ['guardian'] : []}
          onChoose={chosen => change({ guardian: chosen.length > 0 })}
          error={errorAt('guardian')}
        />
      )}
      <Asked label={words.groups} fault={errorAt('specialGroups')}>
        <Choice
          many
          label={words.groups}
          options={SPECIAL_GROUPS.map(value => ({ value, text: serviceRequest.specialGroups[value] }))}
          chosen={answers.specialGroups}
          onChoose={specialGroups => change({ specialGroups })}
        />
      </Asked>
      <Contacts
        value={answers.contacts}
        onChange={contacts => change({ contacts })}
        {...{ errorAt, tried: faults.contacts !== undefined }}
      />
    </>
  )
}

function Where({
  edit: {
    answers,
    change,
    faults,
    sending: { errorAt }
  },
  onPick
}: {
  edit: Edit
  onPick: () => void
}) {
  const { villageCode } = answers
  const { data } = useLoad(villageCode, () => getVillage(villageCode ?? ''), { onShow: false })
  return (
    <Asked label={words.village} fault={faults.villageCode ?? errorAt('villageCode')}>
      <Card className='list-card'>
        <ListRow
          className='row-village'
          icon='place'
          text={data ? `${data.townName} ${data.name}` : words.chooseVillage}
          onTap={onPick}
        />
      </Card>
      <Field
        name='address'
        label={words.address}
        placeholder={words.addressHint}
        value={answers.address}
        onInput={address => change({ address })}
        most={LIMITS.address}
        error={errorAt('address')}
      />
    </Asked>
  )
}

/** A question whose answer is not a text field. */
function Asked({ label, fault, children }: PropsWithChildren<{ label: string; fault: string | undefined }>) {
  return (
    <View className='stack-tight'>
      <Text className='field-label'>{label}</Text>
      {children}
      {fault && (
        <View className='fault' {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{fault}</Text>
        </View>
      )}
    </View>
  )
}
