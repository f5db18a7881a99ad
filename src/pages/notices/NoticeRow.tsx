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
  return (
    <Tap className={`list-row notice-row notice-${event} ${read ? '' : 'notice-unread'}`} role='link' onTap={onOpen}>
      <View className='grow'>
        <View className='row'>
          <Text className={`block grow ${read ? '' : 'strong'}`}>{words.eventTitle(notice)}</Text>
          {!read && <Tag tone='brand' text={words.unread} />}
        </View>
        {appointment && matter && <Text className='block'>{timeOf(event, appointment)}</Text>}
        {papers.length > 0 && <Text className='small'>{words.papers(papers)}</Text>}
        <Text className='small'>{matter ? words.about(matter.title, matter.beneficiaryName) : words.notYours}</Text>
        <Text className='small'>{moment(at)}</Text>
      </View>
      {matter && <Icon name='next' tone='third' size='small' />}
    </Tap>
  )
}

/** A delivery is promised for a day, a visit for an hour. */
function timeOf(event: Notice['event'], appointment: NonNullable<Notice['appointment']>): string {
  return event === 'documentReady' || event === 'deliverySet' ? dayWords(appointment.start) : windowWords(appointment)
}
