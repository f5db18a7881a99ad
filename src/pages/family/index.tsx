import { Text, View } from '@tarojs/components'
import { listFamily } from '../../api/family'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { Empty, Loaded } from '../../components/Loaded'
import { News } from '../../components/News'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { spoken } from '../../components/spoken'
import type { Beneficiary } from '../../contract/beneficiary'
import { LIMITS } from '../../contract/limits'
import { useLoad } from '../../hooks/useLoad'
import { useSession } from '../../hooks/useSession'
import { aboutMember } from '../../i18n/familyWords'
import { familyMembers as words } from '../../i18n/zh/familyMembers'
import { goTo } from '../../phone/navigation'

/** The reader's family members, and the people whose family member the reader is. */
export default function FamilyScreen() {
  const { user } = useSession()
  const load = useLoad(user && `family:${user.id}`, async () => {
    const [mine, keptBy] = await Promise.all([listFamily('owner'), listFamily('self')])
    return { mine, keptBy }
  })
  const full = (load.data?.mine.length ?? 0) >= LIMITS.beneficiaries
  return (
    <Screen
      name='family'
      title={words.title}
      footer={
        load.data &&
        !full && <Button className='btn-add' kind='main' text={words.add} onTap={() => goTo('familyEdit')} />
      }
    >
      {!user && <SignInCard {...words.signIn} />}
      {user && (
        <Loaded of={load} waitingFor={words.waitingFor}>
          {({ mine, keptBy }) => (
            <>
              <News />
              {mine.length === 0 ? <Empty {...words.empty} /> : <Members members={mine} />}
              {full && <Text className='small'>{words.full(LIMITS.beneficiaries)}</Text>}
              {keptBy.length > 0 && <KeptBy members={keptBy} />}
            </>
          )}
        </Loaded>
      )}
    </Screen>
  )
}

function Members({ members }: { members: readonly Beneficiary[] }) {
  return (
    <Card className='list-card card-family'>
      {members.map(member => (
        <ListRow
          key={member.id}
          className={`row-member member-${member.id}`}
          icon='person'
          text={member.name}
          note={aboutMember(member)}
          onTap={() => goTo('familyMember', { id: member.id })}
        />
      ))}
    </Card>
  )
}

function KeptBy({ members }: { members: readonly Beneficiary[] }) {
  return (
    <View className='stack'>
      <View>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='heading'>{words.keptBy.title}</Text>
        </View>
        <Text className='small'>{words.keptBy.note}</Text>
      </View>
      <Card className='list-card card-keptBy'>
        {members.map(member => (
          <ListRow
            key={member.id}
            className='row-keptBy'
            text={words.keptBy.who(member.owner.name)}
            onTap={() => goTo('familyMember', { id: member.id })}
          />
        ))}
      </Card>
    </View>
  )
}
