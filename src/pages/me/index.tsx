import { View } from '@tarojs/components'
import { Link } from '../../components/Link'
import { News } from '../../components/News'
import { Screen } from '../../components/Screen'
import { useLoad } from '../../hooks/useLoad'
import { useSession } from '../../hooks/useSession'
import { me as words } from '../../i18n/zh/me'
import { goTo } from '../../phone/navigation'
import { refreshUser } from '../../phone/session'
import { LetterSize } from './LetterSize'
import { MyAffairs } from './MyAffairs'
import { MyVillage } from './MyVillage'
import { SignOut } from './SignOut'
import { Stranger } from './Stranger'
import { WhoIAm } from './WhoIAm'
import { Work } from './Work'

/** The screen about oneself: identity, village, text size, and links to the screens of staff. */
export default function MeScreen() {
  const { user } = useSession()
  // Roles follow the roster: they are loaded again whenever the screen is opened. Without signal the known roles stay.
  useLoad(user && user.id, refreshUser)
  return (
    <Screen name='me' title={words.title} tab='me'>
      <News />
      {user ? <WhoIAm user={user} /> : <Stranger />}
      {user && <Work roles={user.roles} />}
      <MyVillage />
      <MyAffairs signedIn={user !== null} />
      <LetterSize />
      <View className='stack-tight'>
        <Link className='link-danger' tone='bad' icon='warn' text={words.danger} onTap={() => goTo('danger')} />
        {user && <SignOut />}
      </View>
    </Screen>
  )
}
