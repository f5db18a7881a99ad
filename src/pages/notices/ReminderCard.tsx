import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Note } from '../../components/Note'
import type { NoticeSide } from '../../contract/notice'
import { useStore } from '../../hooks/useStore'
import { notices } from '../../i18n/zh/notices'
import { askForReminder, loadReminders, openReminderSettings, reminders } from '../../phone/reminders'

const words = notices.reminder

/** Asks whether the reader wants to be told in WeChat too. Not drawn where there is no WeChat, or no template. */
export function ReminderCard({ side }: { side: NoticeSide }) {
  const reminder = useStore(reminders).find(one => one.side === side)
  const [off, setOff] = useState(false)
  useEffect(() => { void loadReminders() }, [])
  if (!reminder) return null
  const ask = async () => setOff(await askForReminder(side, true) === 'off')
  return (
    <Card className='card-reminder'>
      <Text className='block strong'>{words.title[side]}</Text>
      <Text className='small reminder-left'>{reminder.left > 0 ? words.left(reminder.left) : words.none}</Text>
      <Text className='small'>{words.text}</Text>
      {off && <Note tone='wait' className='note-off' text={words.off} />}
      {off
        ? <Button className='btn-settings' kind='main' text={words.openSettings} onTap={() => void openReminderSettings()} />
        : (
          <Button
            className='btn-agreeReminder'
            kind='main'
            text={reminder.left > 0 ? words.again : words.agree}
            onTap={() => void ask()}
          />
        )}
    </Card>
  )
}
