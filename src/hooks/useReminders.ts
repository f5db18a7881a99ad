import { useEffect } from 'react'
import type { NoticeSide } from '../contract/notice'
import { askForReminder, loadReminders } from '../phone/reminders'

/**
 * What a tap calls first that leads to news: asks for one message of this side. The tap goes on meanwhile; WeChat shows
 * its question only within a tap, so the templates are loaded when the screen opens.
 */
export function useReminders(side: NoticeSide): () => void {
  useEffect(() => { void loadReminders() }, [])
  return () => void askForReminder(side)
}
