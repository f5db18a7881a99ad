import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { getFamilyMember } from '../../../api/family'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Empty, Loaded } from '../../../components/Loaded'
import { News } from '../../../components/News'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { spoken } from '../../../components/spoken'
import type { Beneficiary } from '../../../contract/beneficiary'
import { grants } from '../../../contract/permissions'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { useSession } from '../../../hooks/useSession'
import { aboutMember } from '../../../i18n/familyWords'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { goTo, replaceWith } from '../../../phone/navigation'
import { AskSheet } from './AskSheet'
import { Consent } from './Consent'
import { EndSheet } from './EndSheet'

const words = familyMembers.member

/** One family member: details and consents. `?id=` */
export default function FamilyMemberScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const load = useLoad(user && `member:${user.id}:${id}`, () => getFamilyMember(id))
  const [sheet, setSheet] = useState<'ask' | 'end' | null>(null)
  const { data, failure, put } = load
  const close = () => setSheet(null)
  const changed = (member: Beneficiary) => {
    put(member)
    close()
  }
  const mayEdit = data !== null && grants('updateBeneficiary', data.viewer)
  return (
    <Screen
      name='familyMember'
      title={
        data ? (data.viewer === 'self' ? familyMembers.keptBy.who(data.owner.name) : data.name) : familyMembers.title
      }
      footer={mayEdit && <Button className='btn-edit' text={words.edit} onTap={() => goTo('familyEdit', { id })} />}
      sheet={
        data &&
        sheet &&
        (sheet === 'ask' ? (
          <AskSheet member={data} onDone={changed} onClose={close} />
        ) : (
          <EndSheet member={data} onDone={changed} onClose={close} />
        ))
      }
    >
      {!user && <SignInCard {...familyMembers.signIn} />}
      {user && failure?.code === 'notFound' && <Missing />}
      {user && failure?.code !== 'notFound' && (
        <Loaded of={load} waitingFor={familyMembers.waitingFor}>
          {member => (
            <>
              <News />
              <Facts member={member} />
              <Consent member={member} onAsk={() => setSheet('ask')} onEnd={() => setSheet('end')} />
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

function Facts({ member }: { member: Beneficiary }) {
  const { name, phone, village, address } = member
  return (
    <Card className='stack card-facts'>
      <View>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='title'>{name}</Text></View>
        <Text className='small'>{aboutMember(member)}</Text>
      </View>
      <Fact label={words.phone} text={phone ?? words.noPhone} />
      <Fact label={words.village} text={[village.townName, village.name, address].filter(Boolean).join(' ')} />
    </Card>
  )
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <View>
      <Text className='small'>{label}</Text>
      <Text className='block'>{text}</Text>
    </View>
  )
}

function Missing() {
  const { title, text, action } = words.missing
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-family', onTap: () => replaceWith('family') }}
    />
  )
}
