import type { Browser } from 'playwright-core'
import { tellConsentVoice } from '../journeys/consentVoice'
import { CHROMIUM_LACK, findChromium } from '../setup/machine'
import { skipUnless } from '../setup/skips'
import { BrowserPhone } from './browserPhone'
import { startChromium } from './chromium'

skipUnless(findChromium() !== null, CHROMIUM_LACK)('recorded consents in a browser', () => {
  let browser: Browser
  beforeAll(async () => { browser = await startChromium() })
  afterAll(() => browser.close())
  tellConsentVoice('in H5', town => BrowserPhone.take(browser, town.address))
})
