import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { Link } from '../../components/Link'
import { Person } from '../../components/Person'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { common } from '../../i18n/zh/common'
import { noSignal } from '../../i18n/zh/noSignal'
import { officer } from '../../i18n/zh/officer'
import { dutyWord, serviceRequest } from '../../i18n/zh/serviceRequest'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'

const words = officer.detail

/** Beneficiary, applicant, place, and the assignee when it is a colleague: each with the phone number. */
export function People({ detail, userId }: { detail: ServiceRequestDetail; userId: string }) {
  const { applicant, beneficiary, assignee, village, address } = detail
  return (
    <Card className='stack card-people'>
      {beneficiary && <Callable name='beneficiary' person={beneficiary} duty={words.forWhom} />}
      <Callable
        name='applicant'
        person={applicant}
        duty={beneficiary ? words.applicant : words.own}
        note={beneficiary ? words.bookedFor(serviceRequest.kinships[beneficiary.kinship]) : undefined}
      />
      {assignee.id !== userId && <Callable name='assignee' person={assignee} duty={dutyWord(assignee)} />}
      {assignee.id !== userId && detail.actions.includes('reassign') && (
        <View>
          <Link
            className='link-noSignal'
            text={noSignal.linkOf(assignee.name)}
            onTap={() => goTo('noSignal', { person: assignee.id })}
          />
        </View>
      )}
      <View className='place-line'>
        <Icon name='place' tone='second' />
        <View className='grow'>
          <Text className='block strong'>{address || words.noAddress}</Text>
          <Text className='small'>{`${village.townName} ${village.name}`}</Text>
        </View>
      </View>
    </Card>
  )
}

interface CallableProps {
  name: string
  person: { name: string; phone: string | null }
  duty: string
  note?: string
}

function Callable({ name, person, duty, note }: CallableProps) {
  const { phone } = person
  return (
    <View className='stack-tight callable'>
      <Person name={person.name} duty={duty} note={phone === null ? words.noPhone : note} />
      {phone !== null && (
        <View className='btns'>
          <Button
            className={`btn-call-${name}`}
            icon='phone'
            text={common.call(person.name)}
            onTap={() => callPhone(phone)}
          />
        </View>
      )}
    </View>
  )
}
