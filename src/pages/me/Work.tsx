import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { spoken } from '../../components/spoken'
import { ANSWERING_ROLES, STATION_ROLES, type Role } from '../../contract/roles'
import { goTo } from '../../hooks/navigation'
import { family } from '../../i18n/zh/family'
import { me as words } from '../../i18n/zh/me'

/** Ways to the screens of those who answer; nothing for residents. */
export function Work({ roles }: { roles: readonly Role[] }) {
  if (!roles.some(role => ANSWERING_ROLES.includes(role))) return null
  return (
    <Card className='card-work'>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{words.work}</Text></View>
      <View>
        <ListRow className='row-inbox' icon='bag' text={words.inbox} note={words.inboxNote} onTap={() => goTo('inbox')} />
        {roles.includes('agent') && (
          <ListRow className='row-witness' icon='question' text={family.witnessRow} note={family.witnessRowNote} onTap={() => goTo('witness')} />
        )}
        {roles.some(role => STATION_ROLES.includes(role)) && (
          <ListRow className='row-station' icon='list' text={words.station} note={words.stationNote} onTap={() => goTo('station')} />
        )}
      </View>
    </Card>
  )
}
