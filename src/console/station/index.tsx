import { Empty, Loaded } from '../../components/Loaded'
import { News } from '../../components/News'
import { Screen } from '../../components/Screen'
import { SignInCard } from '../../components/SignInCard'
import { mayList } from '../../contract/permissions'
import { replaceWith } from '../../phone/navigation'
import { useSession } from '../../hooks/useSession'
import { consoleWords } from '../../i18n/zh/console'
import { staff } from '../../i18n/zh/staff'
import '../../styles/console.scss'
import { Desk } from './Desk'
import { useStation } from './useStation'
import { useStationFilter } from './useStationFilter'

const words = consoleWords.station

/** The board of the station, for its desk and chief. The filters are in the address: `?list=&village=&person=` */
export default function StationScreen() {
  const { user } = useSession()
  const atDesk = user !== null && mayList(user.roles, 'listServiceRequests', 'station')
  const [filter, setFilter] = useStationFilter()
  const load = useStation(atDesk ? user.id : null, filter.list)
  // The roster may have changed since this person signed in.
  const notHis = user !== null && (!atDesk || load.failure?.code === 'forbidden')
  return (
    <Screen name='station' title={words.title} wide>
      {!user && <SignInCard {...staff.stranger} />}
      {notHis && (
        <Empty
          title={words.notYours.title}
          text={words.notYours.text}
          action={{ text: words.toInbox, className: 'btn-inbox', onTap: () => replaceWith('inbox') }}
        />
      )}
      {user && !notHis && (
        <>
          <News />
          <Loaded of={load} waitingFor={words.waitingFor} cards={4}>
            {station => (
              <Desk
                station={station}
                filter={filter}
                onFilter={setFilter}
                busy={load.loading}
                onRefresh={() => void load.reload()}
              />
            )}
          </Loaded>
        </>
      )}
    </Screen>
  )
}
