/** What a person can do with a phone, for the mini-program and for H5. Every step waits until it can be carried out. */
export interface Handset {
  /** Opens a screen as by a link. @param url as `/pages/home/index` */
  open(url: string): Promise<void>
  /** Taps the element with this selector, once it is there and enabled. */
  tap(selector: string): Promise<void>
  /** Types into the field `field-<name>`. */
  type(name: string, text: string): Promise<void>
  /** Waits until this text is on the screen. */
  sees(text: string, selector?: string): Promise<void>
  /** Waits until something is on the screen. */
  finds(selector: string): Promise<unknown>
  /** Waits until something is no longer on the screen. */
  seesNoMore(selector: string): Promise<void>
  /** Waits until a screen is open. @param path as `/pages/me/index` */
  isAt(path: string): Promise<void>
  /** Whether something is on the screen at this moment. */
  has(selector: string): Promise<boolean>
  /** The text of the element at this moment; empty when the element is missing. */
  text(selector: string): Promise<string>
  /** Chooses who signs in on this phone, opens the app and signs in. */
  signIn(person: { phone: string, name: string }): Promise<void>
  /** Taps the button that starts a recording, and provides the recording. */
  records(selector: string, bytes: Buffer): Promise<void>
  /** The signal goes or comes back. */
  signal(connected: boolean): Promise<void>
  /** Taps the button that takes a photo, and provides the photo. */
  photographs(selector: string, bytes: Buffer): Promise<void>
  /** Everything that the app stores on the phone, as one text. */
  kept(): Promise<string>
  /** Ends the phone. @throws Error with every complaint of the app */
  close(): Promise<void>
}
