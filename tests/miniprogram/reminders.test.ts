/** Being told in WeChat: asked for in the taps that lead to news, counted, and led back to when it was switched off. */
import { notices as words } from '../../src/i18n/zh/notices'
import { reminderWords } from '../../src/i18n/zh/reminders'
import type { Cast } from '../setup/cast'
import { onePhoneInOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { Phone } from './phone'

const LEFT = '.reminder-left'
let phone: Phone
let cast: Cast
let town: Town
onePhoneInOneTown(Phone.take, scene => { ({ phone, cast, town } = scene) })

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

describe('the screen of reminders', () => {
  const openReminders = async (of: Phone): Promise<void> => {
    await of.open('/pages/notices/settings/index')
    await of.finds('.card-wechat-resident')
  }

  test('the balance is the same on two phones, and quiet hours are said in words', async () => {
    await openNotices()
    await phone.tap('.btn-agreeReminder')
    await phone.sees(words.reminder.left(1), LEFT)
    await phone.tap('.link-reminders')
    await phone.isAt('/pages/notices/settings/index')
    await phone.sees(reminderWords.left(1), LEFT)
    await phone.tap('.btn-agreeReminder')
    await phone.sees(reminderWords.left(2), LEFT)
    await phone.sees('21:00', '.card-hours')
    const other = new Phone(town.address)
    await other.signIn(cast.resident)
    await openReminders(other)
    await other.sees(reminderWords.left(2), LEFT)
    await other.close()
  })

  test('a refusal that WeChat keeps: what it means, and the way to WeChat’s settings instead of a dead button', async () => {
    await phone.signIn(cast.resident)
    phone.keepsRefusal('template-of-residents')
    await openReminders(phone)
    await phone.sees(reminderWords.refused, '.note-kept')
    expect(await phone.has('.btn-agreeReminder')).toBe(false)
    await phone.tap('.btn-settings')
  })
})

test('looking how far a matter is asks too, where no message is left, and only there', async () => {
  const id = await town.ask('setVisit', cast, { name: '孙玉芬', phone: '13800077002' })
  await phone.signIn(cast.resident)
  await phone.open('/pages/serviceRequests/list/index')
  await phone.tap(`.serviceRequest-${id}`)
  await phone.isAt('/pages/serviceRequests/detail/index')
  await phone.open('/pages/notices/settings/index')
  await phone.sees(reminderWords.left(1), LEFT)
  await phone.open('/pages/serviceRequests/list/index')
  await phone.tap(`.serviceRequest-${id}`)
  await phone.isAt('/pages/serviceRequests/detail/index')
  await phone.open('/pages/notices/settings/index')
  await phone.sees(reminderWords.left(1), LEFT)
})
