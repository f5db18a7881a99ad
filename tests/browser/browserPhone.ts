import type { Browser, BrowserContext, ConsoleMessage, Locator, Page } from 'playwright-core'
import { API_BASE } from '../../src/contract/endpoints'
import type { Handset } from '../journeys/handset'
import { TEST_NOW } from '../setup/testNow'
import { PATIENCE_MS, waitFor } from '../setup/waitFor'
import { findBarriers } from './accessible'

const VIEWPORT = { width: 375, height: 667 }
/** The classes of elements on each screen that were checked in this test file, for all phones together. */
const lookedOver = new Map<string, Set<string>>()

/**
 * The built H5 in a browser of its own, as one person uses it. Before a screen is left, axe-core checks it; `close`
 * reports errors of the page and of the console (violations of the content policy included) and accessibility faults.
 */
export class BrowserPhone implements Handset {
  private readonly complaints: string[] = []

  private constructor(private readonly context: BrowserContext, readonly page: Page, private readonly server: string) {
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', error => this.complaints.push(`page error: ${error.message}`))
    page.on('console', message => { if (isComplaint(message)) {
      this.complaints.push(`console.${message.type()}: ${message.text()}`)
    } })
  }

  /** @param server address of the BFF, which also serves H5 */
  static async take(browser: Browser, server: string): Promise<BrowserPhone> {
    const context = await browser.newContext({ viewport: VIEWPORT, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    await context.clock.install({ time: TEST_NOW })
    return new BrowserPhone(context, await context.newPage(), server)
  }

  async open(url: string): Promise<void> {
    await this.lookOver()
    // A change of the part after # alone would not load the app anew.
    await this.page.goto('about:blank')
    await this.page.goto(`${this.server}/#${url}`)
    await this.isAt(url.split('?')[0]!)
  }

  async tap(selector: string): Promise<void> {
    const target = this.one(`${selector}:not(.btn-off)`)
    await target.waitFor()
    await this.lookOver()
    await target.click()
  }

  async type(name: string, text: string): Promise<void> {
    await this.one(`.field-${name} input, .field-${name} textarea`).fill(text)
  }

  async sees(text: string, selector = '.screen'): Promise<void> {
    await this.waits(
      () => this.page.locator(`${selector}:visible`).filter({ hasText: text }).first().waitFor(),
      `"${text}" in ${selector}`
    )
  }

  async finds(selector: string): Promise<Locator> {
    const found = this.one(selector)
    await this.waits(() => found.waitFor(), selector)
    return found
  }

  async seesNoMore(selector: string): Promise<void> {
    await this.waits(() => waitFor(async () => !await this.has(selector)), `${selector} to go`)
  }

  async isAt(path: string): Promise<void> {
    await this.waits(
      () => waitFor(async () => this.path === path && await this.has('.screen')),
      `the screen ${path}`
    )
  }

  async has(selector: string): Promise<boolean> {
    return await this.page.locator(`${selector}:visible`).count() > 0
  }

  async text(selector: string): Promise<string> {
    return (await this.page.locator(`${selector}:visible`).allTextContents()).join('\n')
  }

  /** A browser has no WeChat: the person signs in as one of the people offered while WeChat is the fake one. */
  async signIn({ phone, name }: { phone: string, name: string }): Promise<void> {
    await this.open('/pages/me/index')
    await this.tap('.btn-signIn')
    await this.tap(`.demo-${phone}`)
    await this.tap('.sheet-agree .btn-confirm')
    await this.isAt('/pages/me/index')
    await this.sees(name, '.card-who')
  }

  async records(selector: string, bytes: Buffer): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.tap(selector)])
    await chooser.setFiles([{ name: 'voice.mp3', mimeType: 'audio/mpeg', buffer: bytes }])
  }

  async signal(connected: boolean): Promise<void> {
    await this.context.setOffline(!connected)
  }

  async photographs(selector: string, bytes: Buffer): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.tap(selector)])
    await chooser.setFiles([{ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: bytes }])
  }

  kept(): Promise<string> {
    return this.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  }

  async close(): Promise<void> {
    await this.lookOver()
    await this.context.close()
    if (this.complaints.length > 0) throw new Error(`H5 complained:\n${this.complaints.join('\n')}`)
  }

  /** Path of the screen, as the app names it. */
  get path(): string {
    return new URL(this.page.url()).hash.slice(1).split('?')[0] ?? ''
  }

  private one(selector: string): Locator {
    return this.page.locator(selectorOfVisible(selector)).first()
  }

  /** Checks accessibility as soon as a screen shows a class of elements that it has not shown before. */
  private async lookOver(): Promise<void> {
    if (!await this.has('.screen')) return
    const screen = this.path + (await this.has('.sheet') ? ' with a panel' : '')
    const known = lookedOver.get(screen) ?? new Set()
    const classes = await this.page.evaluate(visibleClasses)
    if (classes.every(name => known.has(name))) return
    lookedOver.set(screen, new Set([...known, ...classes]))
    this.complaints.push(...(await findBarriers(this.page)).map(barrier => `barrier on ${screen}: ${barrier}`))
  }

  private async waits(run: () => Promise<unknown>, what: string): Promise<void> {
    try {
      await run()
    } catch {
      throw new Error(
        `Waited in vain for ${what}. ${this.path} shows:\n${await this.text('.screen')}\n${this.complaints.join('\n')}`
      )
    }
  }
}

/** The classes of all visible elements, without those that name one element by its number. Runs in the page. */
function visibleClasses(): string[] {
  const seen = [...document.querySelectorAll('.screen, .screen *, .sheet *')].filter(one => one.checkVisibility())
  return [...new Set(seen.flatMap(one => [...one.classList]))].filter(name => !/\d{3}/.test(name))
}

/** Screens below the visible one stay in the document, hidden. */
function selectorOfVisible(selector: string): string {
  return selector.split(',').map(part => `${part.trim()}:visible`).join(', ')
}

/** A refusal by the BFF is an answer that the app handles; the browser's own error message about it adds nothing. */
function isComplaint(message: ConsoleMessage): boolean {
  if (message.type() !== 'error') return false
  const refusal = message.text().startsWith('Failed to load resource') && message.location().url.includes(API_BASE)
  return !refusal
}
