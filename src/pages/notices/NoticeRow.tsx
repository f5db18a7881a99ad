import { Text, View } from '@tarojs/components'
import { Icon } from '../../components/Icon'
import { Tag } from '../../components/Tag'
import { Tap } from '../../components/Tap'
import type { Notice } from '../../contract/notice'
import { dayWords, moment, windowWords } from '../../i18n/dates'
import { notices as words } from '../../i18n/zh/notices'

/** One notice; a tap opens its matter. An unread one says so in words beside the weight of its letters. */
export function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { event, at, read, matter, appointment, papers } = notice
  const about = aboutOf(notice)
  return (
    <Tap className={`list-row notice-row notice-${event} ${read ? '' : 'notice-unread'}`} role='link' onTap={onOpen}>
      <View className='grow'>
        <View className='row'>
          <Text className={`block grow ${read ? '' : 'strong'}`}>{words.eventTitle(notice)}</Text>
          {!read && <Tag tone='brand' text={words.unread} />}
        </View>
        {appointment && matter && <Text className='block'>{timeOf(event, appointment)}</Text>}
        {papers.length > 0 && <Text className='small'>{words.papers(papers)}</Text>}
        {about !== null && <Text className='small'>{about}</Text>}
        <Text className='small'>{moment(at)}</Text>
      </View>
      {(matter || event === 'toCall') && <Icon name='next' tone='third' size='small' />}
    </Tap>
  )
}

/** What the notice is about; a notice about a day, or about calls, has no matter of its own. */
function aboutOf({ event, matter }: Notice): string | null {
  if (event === 'visitsTomorrow') return null
  if (event === 'toCall') return words.callsNote
  return matter ? words.about(matter.title, matter.beneficiaryName) : words.notYours
}

/** A delivery is promised for a day, a visit for an hour. */
function timeOf(event: Notice['event'], appointment: NonNullable<Notice['appointment']>): string {
  return event === 'documentReady' || event === 'deliverySet' ? dayWords(appointment.start) : windowWords(appointment)
}
