import { Text, View } from '@tarojs/components'
import { getReminderOverview } from '../../../api/told'
import { Bullets } from '../../../components/Bullets'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { Loaded } from '../../../components/Loaded'
import { Note } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { spoken } from '../../../components/spoken'
import type { ReminderHours, ReminderTemplate } from '../../../contract/notice'
import type { User } from '../../../contract/person'
import { useLoad } from '../../../hooks/useLoad'
import { useSession } from '../../../hooks/useSession'
import { timeWords } from '../../../i18n/dates'
import { reminderWords as words } from '../../../i18n/zh/reminders'
import { goTo } from '../../../phone/navigation'
import { HAS_REMINDERS } from '../../../phone/reminders'
import '../../../styles/notices.scss'
import { WechatCard } from './WechatCard'

/** What arrives by which way, how many messages in WeChat are left, and when nobody's phone rings. */
export default function RemindersScreen() {
  const { user } = useSession()
  return (
    <Screen name='reminders' title={words.title}>
      {user ? <Mine user={user} /> : <SignInCard {...words.stranger} />}
    </Screen>
  )
}

function Mine({ user }: { user: User }) {
  const load = useLoad(`reminders:${user.id}`, getReminderOverview)
  const onStaff = user.roles.some(role => role !== 'resident')
  return (
    <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
      {({ items, hours }) => (
        <>
          <Wechat
            items={items.filter(({ side }) => side === 'resident' || onStaff)}
            onChanged={() => void load.reload()}
          />
          <Words heading={words.hours.heading} lines={hoursLines(hours)} className='card-hours' />
          <Words heading={words.ways.heading} lines={words.ways.lines} className='card-ways' />
          <View className='center'>
            <Link className='link-notices' text={words.toMessages} onTap={() => goTo('notices')} />
          </View>
        </>
      )}
    </Loaded>
  )
}

function Wechat({ items, onChanged }: { items: readonly ReminderTemplate[]; onChanged: () => void }) {
  if (!HAS_REMINDERS) return <Note className='note-browser' text={words.browser} />
  if (items.length === 0) return <Note className='note-noTemplate' text={words.noTemplate} />
  return <>{items.map(item => <WechatCard key={item.side} reminder={item} onChanged={onChanged} />)}</>
}

function hoursLines({ eveAt, quietFrom, quietUntil }: ReminderHours): string[] {
  return words.hours.lines(timeWords(eveAt), timeWords(quietFrom), timeWords(quietUntil))
}

function Words({ heading, lines, className }: { heading: string; lines: readonly string[]; className: string }) {
  return (
    <Card className={`stack ${className}`}>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading'>{heading}</Text>
      </View>
      <Bullets lines={lines} />
    </Card>
  )
}
