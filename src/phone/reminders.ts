import Taro from '@tarojs/taro'
import { listReminders, recordReminders } from '../api/notices'
import { REMINDER_ANSWERS, type NoticeSide, type ReminderAnswer, type ReminderTemplate } from '../contract/notice'
import { heldSession } from './heldSession'
import { newIdempotencyKey } from './idempotencyKey'
import { createStore } from './store'

/** The templates of the site, with how many messages the person has agreed to; empty until they are loaded. */
export const reminders = createStore<readonly ReminderTemplate[]>(() => [])

/** WeChat's error when the person has switched messages off for the whole mini-program. */
const SWITCHED_OFF = 20004

/** Whether reminders exist on this platform: browsers have none. */
export const HAS_REMINDERS = process.env.TARO_ENV === 'weapp'

/** What came of asking: `off` leads to the settings of the mini-program. */
export type Asked = 'yes' | 'no' | 'off' | 'notAsked'

/**
 * Loads the templates, so that a tap can ask at once: WeChat shows its question only within a tap. A stranger has none,
 * and must not be led to sign in by the mere opening of a screen.
 */
export async function loadReminders(): Promise<void> {
  const asking = heldSession.get()?.user?.id
  if (!HAS_REMINDERS || !asking) return
  try {
    const found = await listReminders()
    // Somebody else may have signed in meanwhile.
    if (heldSession.get()?.user?.id === asking) reminders.set(found)
  } catch {
    // Reminders are an extra: whatever the tap is for goes on without them.
  }
}

/**
 * Asks within a tap whether the person wants one message of this side, and records the answer. Never fails, and never
 * asks a person who refused lately, unless `again` is set because the person has tapped for just that.
 */
export async function askForReminder(side: NoticeSide, again = false): Promise<Asked> {
  const reminder = reminders.get().find(one => one.side === side)
  if (!HAS_REMINDERS || !reminder || !(reminder.mayAsk || again)) return 'notAsked'
  const { template } = reminder
  try {
    const given = await Taro.requestSubscribeMessage({ tmplIds: [template], entityIds: [] })
    const answer = REMINDER_ANSWERS.find(one => one === (given as unknown as Record<string, unknown>)[template])
    if (!answer) return 'notAsked'
    await recordReminders({ answers: [{ template, answer }] }, newIdempotencyKey())
    await loadReminders()
    return isYes(answer) ? 'yes' : answer === 'ban' ? 'off' : 'no'
  } catch (failure) {
    // 10005: the app was in the background. That is no answer of the person, and nothing is recorded.
    return (failure as { errCode?: number }).errCode === SWITCHED_OFF ? 'off' : 'notAsked'
  }
}

/**
 * Asks within a tap that looks how far a matter is, where no message is left: whoever looks would like to be told.
 * Needs the templates to be loaded.
 */
export function askWhereNoneIsLeft(side: NoticeSide): void {
  if (reminders.get().some(one => one.side === side && one.left === 0)) void askForReminder(side)
}

/** Opens WeChat's settings of this mini-program, where messages are switched on again. */
export async function openReminderSettings(): Promise<void> {
  try {
    await Taro.openSetting({ withSubscriptions: true })
  } catch {
    // Closed without a change.
  }
}

function isYes(answer: ReminderAnswer): boolean {
  return answer !== 'reject' && answer !== 'ban' && answer !== 'filter'
}
