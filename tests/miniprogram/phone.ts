import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Event as WxEvent } from 'miniprogram-exparser'
import type { Handset } from '../journeys/handset'
import { TEST_NOW } from '../setup/testNow'
import { waitFor } from '../setup/waitFor'
import { listenForComplaints, takeComplaints } from './complaints'
import { LogicLayer } from './logicLayer'
import { Network } from './network'
import { Screens } from './screens'
import { compileTemplates } from './templates'
import { WechatPrivacy } from './wechatPrivacy'
import { isSaved, makeWx, type Outside } from './wx'

const WEAPP = join(__dirname, '../../dist/weapp')

/**
 * The app is idle when no call is under way and nothing has been rendered for this time, in ms: React and Taro both
 * batch changes before they render.
 */
const QUIET_MS = 40
/** … and its timers have fired this many times without a render. */
const QUIET_TURNS = 5

listenForComplaints()

interface WithEngine extends Element {
  __wxElement?: object & { _vt: { attrs: Array<{ name: string, value: unknown }> } }
}

/** A phone with the built mini-program, used by one person. Every step waits until it can be carried out. */
export class Phone implements Handset {
  /** The person whom wx.login signs in, by phone number. */
  private person = ''
  /** A WeChat account that has bound no phone yet; if set, wx.login signs this one in. */
  account: string | null = null
  /** WeChat's own privacy flow, which asks before personal data are given out. */
  readonly privacy = new WechatPrivacy(() => performance.now() + this.later)
  /** How far the phone's clock is ahead of the real time, in ms. */
  private later = 0
  private readonly screens: Screens
  private readonly outside: Outside

  /** Gives a person a new phone. @param town whose BFF the phone calls */
  static async take({ address }: { address: string }): Promise<Phone> {
    return new Phone(address)
  }

  /**
   * Starts the app as WeChat does; `open` opens its first screen.
   * @param server address of the BFF
   */
  constructor(private readonly server: string) {
    if (!existsSync(join(WEAPP, 'app.json'))) throw new Error('There is no built mini-program: npm run build:weapp.')
    this.screens = new Screens(WEAPP, compileTemplates(WEAPP))
    this.outside = {
      storage: new Map(), network: new Network(server), navigation: this.screens, privacy: this.privacy,
      loginCode: () => this.account === null ? `demo:${this.person}` : `code:${this.account}:${performance.now()}`,
      files: new Map(), chosen: [], previewed: null, clipboard: '', reminderAnswer: 'accept', keptReminders: {}, dialled: [], said: Buffer.alloc(0), title: '',
      networkListeners: []
    }
    const logic = new LogicLayer(WEAPP, makeWx(this.outside), () => this.screens.instances, clockFrom(TEST_NOW))
    this.screens.logic = logic
    logic.load('app.js')
    for (const cycle of ['onLaunch', 'onShow']) {
      (logic.app?.[cycle] as (options: object) => void).call(logic.app, {
        path: 'pages/home/index', query: {}, scene: 1001
      })
    }
  }

  /** Opens a screen as by a link: no other screen is open. @param url as `/pages/home/index` */
  async open(url: string): Promise<void> {
    await this.screens.restart(url)
    await waitFor(() => this.page.querySelector('.screen'), { what: `${url} to be drawn` })
  }

  /** Path of the visible screen. */
  get path(): string { return `/${this.screens.top.path}` }
  get title(): string { return this.outside.title }
  get dialled(): readonly string[] { return this.outside.dialled }

  get clipboard(): string { return this.outside.clipboard }

  /** Everything that the app stores on the phone, by key. */
  get storage(): ReadonlyMap<string, unknown> { return this.outside.storage }

  /** Bytes of the photo in WeChat's image viewer. */
  get previewed(): Buffer | undefined { return this.outside.files.get(this.outside.previewed ?? '') }

  /** What the person answers from now on when WeChat asks whether to send messages. */
  answersReminders(answer: 'accept' | 'reject' | 'ban'): void {
    this.outside.reminderAnswer = answer
  }

  /** The person has told WeChat to keep the refusal of a template: WeChat asks no more. */
  keepsRefusal(template: string): void {
    this.outside.keptReminders[template] = 'reject'
  }

  /** Removes one stored value, as the system may do at any time. */
  forgets(key: string): void {
    this.outside.storage.delete(key)
  }

  /** The same phone after the app was closed and started again: only stored data are left. */
  restarted(): Phone {
    const again = new Phone(this.server)
    for (const [key, value] of this.outside.storage) again.outside.storage.set(key, value)
    // A photo that was only chosen is gone, one that the app saved is there.
    for (const [path, bytes] of this.outside.files) if (isSaved(path)) again.outside.files.set(path, bytes)
    return again
  }

  /** Puts photos into the album; the next choice takes them. */
  hasPhotos(...photos: Buffer[]): void {
    this.outside.chosen = photos.map((bytes, index) => {
      const path = `wxfile://album_${index}`
      this.outside.files.set(path, bytes)
      return path
    })
  }

  /** Taps the element with this selector, once it is there and enabled. */
  async tap(selector: string): Promise<void> {
    await this.send(`${selector}:not(.btn-off)`, 'tap', {})
  }

  /**
   * Taps a button of WeChat's own, whose open-type decides what happens.
   * @param phone number that WeChat gives out, for the open-type that does so
   */
  async tapWechatButton(selector: string, phone = ''): Promise<void> {
    const kind = await this.attribute(selector, 'openType')
    if (kind === 'agreePrivacyAuthorization') {
      this.privacy.tap(String(await this.attribute(selector, 'id')))
      await this.send(selector, 'agreeprivacyauthorization', {})
      return
    }
    if (kind !== 'getPhoneNumber') throw new Error(`${selector} is no button of WeChat's own: ${String(kind)}.`)
    const detail = await this.privacy
      .check('getPhoneNumber')
      .then(() => ({ code: `demo:${phone}` }), (error: Error) => ({ errMsg: error.message }))
    await this.send(selector, 'getphonenumber', detail)
  }

  /** Moves the phone's clock forward at once. @param ms by how much */
  waitsFor(ms: number): void {
    this.later += ms
  }

  /** Types into a field. @param name of the field, as in `field-<name>` */
  async type(name: string, text: string): Promise<void> {
    await this.send(`.field-${name} .field-input, .field-${name} .field-area`, 'input', {
      value: text, cursor: text.length
    })
  }

  /** Chooses in a picker. @param value index or indexes, depending on the mode of the picker */
  async pick(selector: string, value: unknown): Promise<void> {
    await this.send(selector, 'change', { value })
  }

  /** WeChat's own way back: the arrow at the top or a swipe. */
  async goBack(): Promise<void> {
    await this.screens.back(1)
  }

  /** Waits until this text is on the screen. */
  async sees(text: string, selector = '.screen'): Promise<void> {
    await this.waits(
      () => this.all(selector).some(element => element.textContent?.includes(text)), `"${text}" in ${selector}`
    )
  }

  /** Waits until this text is no longer on the screen. */
  async seesNoMore(selector: string): Promise<void> {
    await this.waits(() => this.all(selector).length === 0, `${selector} to go`)
  }

  /** Waits until a screen is open. @param path as `/pages/me/index` */
  async isAt(path: string): Promise<void> {
    await this.waits(() => this.path === path && this.all('.screen').length > 0, `the screen ${path}`)
  }

  /** The element with this selector, once it is there. */
  async finds(selector: string): Promise<Element> {
    return this.waits(() => this.page.querySelector(selector), selector)
  }

  /** Whether something is on the screen at this moment. */
  async has(selector: string): Promise<boolean> {
    return this.all(selector).length > 0
  }

  async text(selector: string): Promise<string> {
    return this.all(selector).map(element => element.textContent ?? '').join('\n')
  }

  /** An attribute as set by the app, e.g. `value` of a field. */
  async attribute(selector: string, name: string): Promise<unknown> {
    return ((await this.finds(selector)) as WithEngine).__wxElement?._vt.attrs.find(attribute =>
      attribute.name === name)?.value
  }

  /** Signs in with WeChat's login, on the screen of the own account. */
  async signIn({ phone, name }: { phone: string, name: string }): Promise<void> {
    this.person = phone
    await this.open('/pages/me/index')
    await this.tap('.btn-signIn')
    await this.tap('.btn-wechat')
    await this.tap('.sheet-agree .btn-confirm')
    await this.isAt('/pages/me/index')
    await this.sees(name, '.card-who')
  }

  async signal(connected: boolean): Promise<void> {
    this.setConnected(connected)
    await this.rests(performance.now())
  }

  loseSignal(): void { this.setConnected(false) }
  findSignal(): void { this.setConnected(true) }

  /** WeChat's recorder runs until it is stopped. */
  async records(selector: string, bytes: Buffer): Promise<void> {
    this.outside.said = bytes
    await this.tap(selector)
    await this.tap('.btn-stop')
  }

  async photographs(selector: string, bytes: Buffer): Promise<void> {
    this.hasPhotos(bytes)
    await this.tap(selector)
  }

  kept(): Promise<string> {
    return Promise.resolve(JSON.stringify([...this.outside.storage]))
  }

  /** Ends the phone. @throws Error with every complaint of the app since the phone was started */
  async close(): Promise<void> {
    this.screens.closeAll()
    this.outside.network.close()
    const complaints = takeComplaints()
    if (complaints.length > 0) throw new Error(`The mini-program complained:\n${complaints.join('\n')}`)
  }

  private get page(): HTMLElement { return this.screens.top.root.dom }

  private all(selector: string): Element[] {
    return [...this.page.querySelectorAll(selector)]
  }

  private waits<T>(ask: () => T, what: string): Promise<NonNullable<T>> {
    return waitFor(ask, { what }).catch((error: Error) => {
      throw new Error(`${error.message}. ${this.path} shows:\n${this.page.textContent ?? ''}`)
    })
  }

  /**
   * Sends an event to an element once the element exists and the app is idle: a screen that is being rendered would
   * miss the event.
   */
  private async send(selector: string, type: string, detail: object): Promise<void> {
    await this.finds(selector)
    await this.rests(this.screens.lastDrawn)
    const element = await this.finds(selector) as WithEngine
    if (!element.__wxElement) throw new Error(`${element.className} is no element of the app.`)
    WxEvent.dispatchEvent(
      element.__wxElement, WxEvent.create(type, detail, { bubbles: type === 'tap', composed: true, capturePhase: true })
    )
    await this.rests(performance.now())
  }

  private async rests(since: number): Promise<void> {
    const { network } = this.outside
    const quiet = (): boolean => network.underWay === 0 &&
      performance.now() - Math.max(since, this.screens.lastDrawn, network.lastAnswer) > QUIET_MS
    const restful = async (): Promise<boolean> => {
      // On a machine that was suspended, time has passed in which nothing could be rendered.
      for (let turn = 0; turn < QUIET_TURNS && quiet(); turn++) await new Promise(resolve => { setTimeout(resolve) })
      return quiet()
    }
    await waitFor(restful, { what: 'the app to come to rest' })
  }

  private setConnected(connected: boolean): void {
    this.outside.network.connected = connected
    for (const tell of this.outside.networkListeners) {
      tell({ isConnected: connected, networkType: connected ? '4g' : 'none' })
    }
  }
}

/** A clock that starts at this instant and runs on. @param start ms since 1970 */
function clockFrom(start: number): DateConstructor {
  const ahead = start - Date.now()
  return class extends Date {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(Date.now() + ahead)
      else super(...given as [number])
    }

    static override now(): number {
      return Date.now() + ahead
    }
  } as unknown as DateConstructor
}
