import { Text, View } from '@tarojs/components'
import { listServiceRequests } from '../../api/serviceRequests'
import { Link } from '../../components/Link'
import { Note } from '../../components/Note'
import { ServiceRequestCard } from '../../components/ServiceRequestCard'
import { spoken } from '../../components/spoken'
import { OPEN_STATUSES } from '../../contract/serviceRequest'
import { useLoad } from '../../hooks/useLoad'
import { failureText } from '../../i18n/zh/errors'
import { home as words } from '../../i18n/zh/home'
import { replaceWith } from '../../phone/navigation'
import { mostPressing } from './pressing'

const MOST = 3

/** The reader's open service requests, the most pressing first; nothing when there are none. */
export function OpenServiceRequests({ userId }: { userId: string }) {
  const load = useLoad(`open:${userId}`, () => listServiceRequests({ role: 'mine', status: OPEN_STATUSES }))
  const rows = load.data?.items ?? []
  if (rows.length === 0)
    return load.failure ? <Note className='note-openFailed' tone='wait' text={failureText(load.failure)} /> : null
  return (
    <View className='stack open-serviceRequests'>
      <View className='row row-center'>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{words.mine}</Text></View>
        <Link className='link-all' text={words.all} onTap={() => replaceWith('serviceRequests')} />
      </View>
      {mostPressing(rows, MOST).map(row => <ServiceRequestCard key={row.id} row={row} />)}
    </View>
  )
}
