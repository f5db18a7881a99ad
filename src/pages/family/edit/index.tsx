import { getFamilyMember } from '../../../api/family'
import { Loaded } from '../../../components/Loaded'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { useLoad } from '../../../hooks/useLoad'
import { useMyVillage } from '../../../hooks/useMyVillage'
import { useParam } from '../../../hooks/useParam'
import { useSession } from '../../../hooks/useSession'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { answersOf, emptyAnswers } from './answers'
import { Form } from './Form'

/** Adds a family member, or with `?id=` changes one. */
export default function FamilyEditScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? null
  const myVillage = useMyVillage()
  const load = useLoad(user && id && `member:${user.id}:${id}`, () => getFamilyMember(id ?? ''), { onShow: false })
  const title = id ? familyMembers.edit.change : familyMembers.edit.add
  if (user && id === null) return <Form id={null} name='' first={emptyAnswers(myVillage)} />
  if (user && load.data) return <Form id={load.data.id} name={load.data.name} first={answersOf(load.data)} />
  return (
    <Screen name='familyEdit' title={title}>
      {!user && <SignInCard {...familyMembers.signIn} />}
      {user && <Loaded of={load} waitingFor={familyMembers.edit.waitingFor}>{() => null}</Loaded>}
    </Screen>
  )
}
