import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { useSession } from '../../hooks/useSession'
import { notices as words } from '../../i18n/zh/notices'
import '../../styles/notices.scss'
import { MyNotices } from './MyNotices'

/** What the reader was told, newest first. */
export default function NoticesScreen() {
  const { user } = useSession()
  return (
    <Screen name='notices' title={words.title} tab='notices'>
      {user ? <MyNotices user={user} /> : <SignInCard {...words.stranger} />}
    </Screen>
  )
}
