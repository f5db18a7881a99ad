import type { Browser } from 'playwright-core'
import { tellIdNumber } from '../journeys/idNumber'
import { CHROMIUM_LACK, findChromium } from '../setup/machine'
import { skipUnless } from '../setup/skips'
import { BrowserPhone } from './browserPhone'
import { startChromium } from './chromium'

skipUnless(findChromium() !== null, CHROMIUM_LACK)('identity numbers in a browser', () => {
  let browser: Browser
  beforeAll(async () => { browser = await startChromium() })
  afterAll(() => browser.close())
  tellIdNumber('in H5', town => BrowserPhone.take(browser, town.address))
})
