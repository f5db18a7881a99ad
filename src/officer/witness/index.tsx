import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { listFamily } from '../../api/family'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { Empty, Loaded } from '../../components/Loaded'
import { News } from '../../components/News'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { spoken } from '../../components/spoken'
import type { Beneficiary } from '../../contract/beneficiary'
import { mayList } from '../../contract/permissions'
import { useLoad } from '../../hooks/useLoad'
import { useSession } from '../../hooks/useSession'
import { common } from '../../i18n/zh/common'
import { monthWords, purposes } from '../../i18n/zh/consent'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { witness as words } from '../../i18n/zh/witness'
import { callPhone } from '../../phone/dial'
import { AnswerSheet } from './AnswerSheet'

/** The consents that the agent is asked to witness, and those that were witnessed. */
export default function WitnessScreen() {
  const { user } = useSession()
  const hears = user !== null && mayList(user.roles, 'listBeneficiaries', 'witness')
  const load = useLoad(hears ? `witness:${user.id}` : null, () => listFamily('witness'))
  const [answer, setAnswer] = useState<{ member: Beneficiary; agreed: boolean } | null>(null)
  const close = () => setAnswer(null)
  const done = () => {
    close()
    void load.reload()
  }
  return (
    <Screen
      name='witness'
      title={words.title}
      sheet={answer && <AnswerSheet {...answer} onDone={done} onClose={close} />}
    >
      {!user && <SignInCard {...staff.stranger} />}
      {user && !hears && <Empty {...words.empty} />}
      {hears && (
        <Loaded of={load} waitingFor={words.waitingFor}>
          {members => (
            <>
              <News />
              {members.length === 0 && <Empty {...words.empty} />}
              {members.map(member => (
                <Person key={member.id} member={member} onAnswer={agreed => setAnswer({ member, agreed })} />
              ))}
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

function Person({ member, onAnswer }: { member: Beneficiary; onAnswer: (agreed: boolean) => void }) {
  const { name, phone, village, address, owner, kinship, consentAsked } = member
  if (!consentAsked) return null
  return (
    <Card className={`stack card-witness witness-${member.id}`}>
      <View>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='heading'>{name}</Text>
        </View>
        <Text className='small'>{[village.name, address].filter(Boolean).join(' · ')}</Text>
      </View>
      <Text className='block'>{words.lead(owner.name, serviceRequest.kinships[kinship])}</Text>
      <Text className='block'>
        {words.purpose(purposes[consentAsked.purpose], monthWords[consentAsked.months] ?? '')}
      </Text>
      {phone && (
        <View className='btns'>
          <Button className='btn-call' icon='phone' text={common.call(name)} onTap={() => callPhone(phone)} />
        </View>
      )}
      <View className='btns'>
        <Button className='btn-yes' kind='main' text={words.yes} onTap={() => onAnswer(true)} />
      </View>
      <View className='center'>
        <Link className='link-no' tone='bad' text={words.no} onTap={() => onAnswer(false)} />
      </View>
    </Card>
  )
}
