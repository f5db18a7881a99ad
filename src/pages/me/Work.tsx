import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { spoken } from '../../components/spoken'
import { mayList } from '../../contract/permissions'
import type { Role } from '../../contract/roles'
import { family } from '../../i18n/zh/family'
import { me as words } from '../../i18n/zh/me'
import { goTo } from '../../phone/navigation'

/** Links to the screens of staff; nothing for residents. */
export function Work({ roles }: { roles: readonly Role[] }) {
  if (!mayList(roles, 'listServiceRequests', 'inbox')) return null
  return (
    <Card className='card-work'>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading'>{words.work}</Text>
      </View>
      <View>
        <ListRow
          className='row-inbox'
          icon='bag'
          text={words.inbox}
          note={words.inboxNote}
          onTap={() => goTo('inbox')}
        />
        <ListRow
          className='row-calls'
          icon='phone'
          text={words.calls}
          note={words.callsNote}
          onTap={() => goTo('calls')}
        />
        {mayList(roles, 'listBeneficiaries', 'witness') && (
          <ListRow
            className='row-witness'
            icon='question'
            text={family.witnessRow}
            note={family.witnessRowNote}
            onTap={() => goTo('witness')}
          />
        )}
        {mayList(roles, 'listServiceRequests', 'station') && (
          <ListRow
            className='row-station'
            icon='list'
            text={words.station}
            note={words.stationNote}
            onTap={() => goTo('station')}
          />
        )}
      </View>
    </Card>
  )
}
