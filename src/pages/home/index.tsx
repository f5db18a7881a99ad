import { Text, View } from '@tarojs/components'
import { getVillage } from '../../api/villages'
import { Card } from '../../components/Card'
import { Icon } from '../../components/Icon'
import { Link } from '../../components/Link'
import { ListRow } from '../../components/ListRow'
import { Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { Tap } from '../../components/Tap'
import { useLoad } from '../../hooks/useLoad'
import { useMyVillage } from '../../hooks/useMyVillage'
import { useSession } from '../../hooks/useSession'
import { common } from '../../i18n/zh/common'
import { home as words } from '../../i18n/zh/home'
import { progress } from '../../i18n/zh/progress'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { MyPeople } from './MyPeople'
import { NoVillage } from './NoVillage'
import { OpenServiceRequests } from './OpenServiceRequests'
import { WayCards } from './WayCards'

/**
 * The first screen: the people responsible, the two channels, and the reader's open service requests when somebody is
 * signed in.
 */
export default function HomeScreen() {
  const villageCode = useMyVillage()
  const { user } = useSession()
  const village = useLoad(villageCode, () => getVillage(villageCode ?? ''), { keptAs: 'myVillage' })
  return (
    <Screen name='home' title={common.appName} tab='home'>
      {villageCode ? (
        <Loaded of={village} waitingFor={words.waitingFor} cards={1}>
          {found => <MyPeople village={found} />}
        </Loaded>
      ) : (
        <NoVillage />
      )}
      <Tap className='field-box entry-search' role='link' onTap={() => goTo('catalogue', { search: '1' })}>
        <Icon name='search' tone='third' size='small' />
        <Text className='entry-words'>{words.searchHint}</Text>
      </Tap>
      <WayCards />
      {user && <OpenServiceRequests userId={user.id} />}
      <Card className='list-card'>
        <ListRow
          className='row-progress'
          icon='clock'
          text={progress.entry}
          note={progress.entryNote}
          onTap={() => goTo('progress')}
        />
      </Card>
      {village.data && <Station name={village.data.station.name} phone={village.data.station.phone} />}
      <View className='center'>
        <Link className='link-danger' tone='bad' icon='warn' text={words.danger} onTap={() => goTo('danger')} />
      </View>
    </Screen>
  )
}

function Station({ name, phone }: { name: string; phone: string }) {
  return (
    <Card className='list-card'>
      <ListRow
        className='row-callStation'
        icon='phone'
        text={words.callStation(name)}
        note={phone}
        onTap={() => callPhone(phone)}
      />
    </Card>
  )
}
