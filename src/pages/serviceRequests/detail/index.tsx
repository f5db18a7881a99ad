import { View } from '@tarojs/components'
import { ProgressLink } from '../../../components/ProgressLink'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { useParam } from '../../../hooks/useParam'
import { useSession } from '../../../hooks/useSession'
import { serviceRequestDetail as words } from '../../../i18n/zh/serviceRequestDetail'
import { Own } from './Own'

/** One service request: assignee, appointment, timeline and moves. `?id=` */
export default function ServiceRequestScreen() {
  const id = useParam('id') ?? ''
  const { user } = useSession()
  if (user) return <Own key={user.id} id={id} />
  return (
    <Screen name='serviceRequest' title={words.title}>
      <SignInCard {...words.stranger} />
      <View className='center'>
        <ProgressLink />
      </View>
    </Screen>
  )
}
