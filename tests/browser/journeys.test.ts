import type { Browser } from 'playwright-core'
import { tellJourneys } from '../journeys/journeys'
import { onScreen } from '../journeys/onScreen'
import { CHROMIUM_LACK, findChromium } from '../setup/machine'
import { skipUnless } from '../setup/skips'
import { BrowserPhone } from './browserPhone'
import { startChromium } from './chromium'

skipUnless(findChromium() !== null, CHROMIUM_LACK)('journeys in a browser', () => {
  let browser: Browser
  beforeAll(async () => { browser = await startChromium() })
  afterAll(() => browser.close())
  tellJourneys(onScreen('in H5', town => BrowserPhone.take(browser, town.address)))
})
