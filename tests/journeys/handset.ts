/** What a person can do with a phone, be the app a mini-program or H5. Every step waits until it can be done. */
export interface Handset {
  /** Opens a screen as from a link. @param url as `/pages/home/index` */
  open(url: string): Promise<void>
  /** Taps what this selector finds, once it is there and not greyed out. */
  tap(selector: string): Promise<void>
  /** Types into the field `field-<name>`. */
  type(name: string, text: string): Promise<void>
  /** Waits until this stands on the screen. */
  sees(text: string, selector?: string): Promise<void>
  /** Waits until something is on the screen. */
  finds(selector: string): Promise<unknown>
  /** Waits until something is no longer on the screen. */
  seesNoMore(selector: string): Promise<void>
  /** Waits until a screen is open. @param path as `/pages/me/index` */
  isAt(path: string): Promise<void>
  /** Whether something is on the screen at this moment. */
  has(selector: string): Promise<boolean>
  /** What stands in it at this moment; empty when it is not there. */
  text(selector: string): Promise<string>
  /** Chooses who signs in on this phone, opens the app and signs in. */
  signIn(person: { phone: string, name: string }): Promise<void>
  /** Taps what begins a recording, and hands over what was said. */
  records(selector: string, bytes: Buffer): Promise<void>
  /** Everything the app keeps on the phone, as one text. */
  kept(): Promise<string>
  /** Puts the phone away. @throws Error naming every complaint the app has made */
  close(): Promise<void>
}
