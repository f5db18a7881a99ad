/** Being told in WeChat: asked for in the taps that lead to news, counted, and led back to when it was switched off. */
import { notices as words } from '../../src/i18n/zh/notices'
import type { Cast } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import { Phone } from './phone'

const LEFT = '.reminder-left'
let phone: Phone
let cast: Cast
onePhoneInOneTown(Phone.take, scene => { ({ phone, cast } = scene) })

async function openNotices(): Promise<void> {
  await phone.signIn(cast.resident)
  await phone.open('/pages/notices/index')
  await phone.finds('.card-reminder')
}

test('a tap agrees to one message, another tap to one more', async () => {
  await openNotices()
  await phone.sees(words.reminder.none, LEFT)
  await phone.tap('.btn-agreeReminder')
  await phone.sees(words.reminder.left(1), LEFT)
  await phone.tap('.btn-agreeReminder')
  await phone.sees(words.reminder.left(2), LEFT)
})

test('who refuses is not asked in other taps; the count stays', async () => {
  await openNotices()
  await phone.tap('.btn-agreeReminder')
  await phone.sees(words.reminder.left(1), LEFT)
  phone.answersReminders('reject')
  await phone.tap('.btn-agreeReminder')
  await phone.sees(words.reminder.left(1), LEFT)
})

test('switched off in WeChat: a sentence says where to switch it on', async () => {
  await openNotices()
  phone.answersReminders('ban')
  await phone.tap('.btn-agreeReminder')
  await phone.sees(words.reminder.off, '.note-off')
  await phone.tap('.btn-settings')
})

test('without notices the screen says what will be here; a stranger is asked to sign in', async () => {
  await phone.open('/pages/notices/index')
  await phone.sees(words.stranger.title)
  await openNotices()
  await phone.sees(words.empty.title, '.state-empty')
})
