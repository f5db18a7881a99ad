import { View } from '@tarojs/components'
import { Link } from '../../../components/Link'
import { ProgressLink } from '../../../components/ProgressLink'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { useSession } from '../../../hooks/useSession'
import { serviceRequests as words } from '../../../i18n/zh/serviceRequests'
import { goTo } from '../../../phone/navigation'
import { MyServiceRequests } from './MyServiceRequests'

/** All service requests by the reader or for the reader. */
export default function ServiceRequestsScreen() {
  const { user } = useSession()
  return (
    <Screen name='serviceRequests' title={words.title} tab='serviceRequests'>
      {user ? <MyServiceRequests userId={user.id} /> : <Stranger />}
    </Screen>
  )
}

function Stranger() {
  return (
    <>
      <SignInCard {...words.stranger} />
      <View className='center'>
        <ProgressLink />
      </View>
      <View className='center'>
        <Link className='link-catalogue' text={words.lookAround} onTap={() => goTo('catalogue')} />
      </View>
    </>
  )
}
