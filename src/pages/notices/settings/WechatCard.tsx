import { Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Note } from '../../../components/Note'
import { spoken } from '../../../components/spoken'
import type { ReminderTemplate } from '../../../contract/notice'
import { reminderWords as words } from '../../../i18n/zh/reminders'
import { askForReminder, loadReminders, openReminderSettings } from '../../../phone/reminders'
import { keptAnswerOf, type KeptAnswer } from './keptAnswer'

/** How many messages of one side the person has agreed to, and what a kept refusal means. */
export function WechatCard({ reminder, onChanged }: { reminder: ReminderTemplate; onChanged: () => void }) {
  const { side, template, left } = reminder
  const [kept, setKept] = useState<KeptAnswer>(null)
  const look = () => void keptAnswerOf(template).then(setKept)
  // Templates are loaded when the screen opens: WeChat shows its question only within a tap.
  useEffect(() => { void loadReminders() }, [])
  useEffect(look, [template])
  // Coming back from WeChat's settings.
  useDidShow(look)
  const ask = async () => {
    if (await askForReminder(side, true) === 'off') setKept('off')
    look()
    onChanged()
  }
  return (
    <Card className={`stack card-wechat card-wechat-${side}`}>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading'>{words.heading[side]}</Text>
      </View>
      <Text className='block reminder-left'>{left > 0 ? words.left(left) : words.none}</Text>
      {side === 'resident' && <Text className='small'>{words.last}</Text>}
      {kept && <Note className='note-kept' tone='wait' text={words[kept]} />}
      {kept
        ? <Button className='btn-settings' kind='main' text={words.openSettings} onTap={() => void openReminderSettings()} />
        : (
          <Button
            className='btn-agreeReminder'
            kind='main'
            text={left > 0 ? words.again : words.agree}
            onTap={() => void ask()}
          />
        )}
    </Card>
  )
}
