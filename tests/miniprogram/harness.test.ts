/** Tests of the test harness: faults that it must report. */
import { Phone } from './phone'

/** An address without a server; these cases need none. */
const NOWHERE = 'http://127.0.0.1:1'

test('what the app complains of by console.error fails the test', async () => {
  const phone = new Phone(NOWHERE)
  console.error('a complaint made on purpose')
  await expect(phone.close()).rejects.toThrow('a complaint made on purpose')
})

test('a warning of the WXML run time fails the test, any other does not', async () => {
  const phone = new Phone(NOWHERE)
  console.warn('just a word')
  console.warn('WXMLRT_$gwx: a template made up for this test')
  await expect(phone.close()).rejects.toThrow(/^The mini-program complained:\nconsole\.warn: WXMLRT/)
})

test('a screen the app does not have can’t be opened', async () => {
  const phone = new Phone(NOWHERE)
  await expect(phone.open('/pages/nowhere/index')).rejects.toThrow('not found')
  await phone.close()
})
