import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { FailureNote } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { Tag } from '../../components/Tag'
import type { PhoneCall } from '../../contract/phoneCall'
import { useNow } from '../../hooks/useNow'
import { useSend } from '../../hooks/useSend'
import { untilWords, windowWords } from '../../i18n/dates'
import { calls as words } from '../../i18n/zh/calls'
import { serviceRequest } from '../../i18n/zh/serviceRequest'
import { callPhone } from '../../phone/dial'

interface CallCardProps {
  call: PhoneCall
  /** Records the outcome. @throws ApiError */
  onEnded: (reached: boolean) => Promise<void>
}

/** One call: whom, what to say, and how it ended. */
export function CallCard({ call, onEnded }: CallCardProps) {
  const { name, phone, kinship, applicantName, villageName, tries, desk } = call
  const now = useNow()
  const { busy, failure, send } = useSend()
  const end = (reached: boolean) => void send(() => onEnded(reached))
  const later = Date.parse(call.after) > now
  return (
    <Card className='stack card-call'>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='heading'>{name}</Text>
        </View>
        <Text className='small'>{words.who(applicantName, serviceRequest.kinships[kinship], villageName)}</Text>
        {(tries > 0 || desk) && (
          <View className='tags'>
            {desk && <Tag className='tag-desk' tone='bad' text={words.desk} />}
            {tries > 0 && <Tag className='tag-tried' tone='wait' text={words.tried(tries)} />}
            {later && <Tag className='tag-later' tone='plain' text={words.later(untilWords(call.after, now))} />}
          </View>
        )}
      </View>
      <View className='lead'>
        <Text className='small'>{words.sayHeading}</Text>
        <Text className='block call-say'>{sentenceOf(call, now)}</Text>
      </View>
      <FailureNote failure={failure} />
      <View className='btns'>
        <Button className='btn-call' kind='main' icon='phone' text={words.call(phone)} onTap={() => callPhone(phone)} />
      </View>
      <View className='btns btns-two'>
        <Button className='btn-reached' text={words.reached} busy={busy} onTap={() => end(true)} />
        <Button className='btn-notReached' kind='ghost' text={words.notReached} disabled={busy} onTap={() => end(false)} />
      </View>
    </Card>
  )
}

function sentenceOf({ event, assigneeName, assigneePhone, appointment }: PhoneCall, now: number): string {
  const when = appointment && `${windowWords(appointment, now)} `
  return words.say(event, { assignee: assigneeName, when }) + words.ask(assigneePhone)
}
