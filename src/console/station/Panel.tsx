import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Link } from '../../components/Link'
import { spoken } from '../../components/spoken'
import { MOVES } from '../../contract/serviceRequest'
import type { BoardLine } from '../../contract/stationBoard'
import { common } from '../../i18n/zh/common'
import { consoleWords } from '../../i18n/zh/console'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { staff } from '../../i18n/zh/staff'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { lateness, papersLateWords, papersWords, unopenedWords } from '../lineWords'

const words = consoleWords.station

interface PanelProps {
  line: BoardLine
  papersDays: number
  /** ms since 1970 */
  now: number
}

/** The chosen matter beside the table: why it is here, and what the desk can do about it. */
export function Panel({ line, papersDays, now }: PanelProps) {
  const { id, item, number, channel, status, village, address, applicantName, beneficiaryName, assignee } = line
  const told = [unopenedWords(line, now), papersLateWords(line, papersDays, now)].filter(one => one !== null)
  const late = lateness(line, now)
  return (
    <View className='panel stack screen-only' {...spoken({ role: 'group', label: words.panel })}>
      <View>
        <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{item.name}</Text></View>
        <Text className='block small'>
          {beneficiaryName === null ? staff.own(applicantName) : staff.forWhom(beneficiaryName, applicantName)}
        </Text>
        <Text className='block small'>{`${words.channelAndNumber(staff.channels[channel], number)} · ${serviceRequest.statuses[status]}`}</Text>
        <Text className='block small'>{[village.townName, village.name, address].filter(Boolean).join(' ')}</Text>
      </View>
      {(late !== null || told.length > 0) && (
        <View className='lead'>
          {[...(late === null ? [] : [late]), ...told].map(text => <Text key={text} className='block'>{text}</Text>)}
        </View>
      )}
      {papersWords(line, now).map(text => <Text key={text} className='block small'>{text}</Text>)}
      <View className='btns'>
        {MOVES.reassign.from.includes(status) && (
          <Button
            className='btn-panelReassign'
            kind='main'
            text={words.reassign}
            onTap={() => goTo('reassign', { id })}
          />
        )}
        <Button
          className='btn-panelCall'
          icon='phone'
          text={common.call(assignee.name)}
          onTap={() => callPhone(assignee.phone)}
        />
      </View>
      <View><Link className='link-whole' text={words.whole} onTap={() => goTo('officerServiceRequest', { id })} /></View>
    </View>
  )
}
