import { chromium, type Browser } from 'playwright-core'
import { CHROMIUM_LACK, findChromium } from '../setup/machine'
import { skipUnless } from '../setup/skips'
import type { Town } from '../setup/town'
import { BrowserPhone } from './browserPhone'

const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'
]

/** Starts the machine's browser without a window. @throws Error when there is none */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('This machine has no Chromium.')
  return chromium.launch({ executablePath, args: QUIET })
}

/**
 * A `describe` whose tests share one browser; reported as skipped where the machine has none.
 * @param tests gets the function that gives a person a new phone
 */
export function inChromium(name: string, tests: (take: (town: Town) => Promise<BrowserPhone>) => void): void {
  skipUnless(findChromium() !== null, CHROMIUM_LACK)(name, () => {
    let browser: Browser
    beforeAll(async () => { browser = await startChromium() })
    afterAll(() => browser.close())
    tests(town => BrowserPhone.take(browser, town.address))
  })
}
