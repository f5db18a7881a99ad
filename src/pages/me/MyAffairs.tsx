import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { family } from '../../i18n/zh/family'
import { me } from '../../i18n/zh/me'
import { privacy } from '../../i18n/zh/privacy'
import { goTo } from '../../phone/navigation'

/** Links to family members and to one's own data. Before signing in, how data are used can be read. */
export function MyAffairs({ signedIn }: { signedIn: boolean }) {
  return (
    <Card className='list-card card-affairs'>
      {signedIn && (
        <ListRow
          className='row-family'
          icon='people'
          text={family.row}
          note={family.rowNote}
          onTap={() => goTo('family')}
        />
      )}
      {signedIn && (
        <ListRow
          className='row-sessions'
          icon='phone'
          text={privacy.sessionsRow}
          note={privacy.sessionsRowNote}
          onTap={() => goTo('sessions')}
        />
      )}
      {signedIn && (
        <ListRow
          className='row-reminders'
          icon='chat'
          text={me.reminders}
          note={me.remindersNote}
          onTap={() => goTo('reminders')}
        />
      )}
      <ListRow
        className='row-privacy'
        icon='paper'
        text={privacy.row}
        note={privacy.rowNote}
        onTap={() => goTo('privacy')}
      />
    </Card>
  )
}
