/** The paper mirror: a service request followed by its number, and the slip that carries the number. */
import type { Channel } from './catalogue'
import type { Status } from './serviceRequest'

/** The screen that the QR code of a slip opens; the phone's table of screens names it, too. */
export const PROGRESS_SCREEN = '/pages/progress/index'

/** Body of POST /progress. */
export interface ProgressQuestion {
  /** As printed or as digits only. */
  number: string
  /** Last four digits of the phone that was given. */
  phoneTail: string
}

/** What the holder of a slip is told: nothing about a person. */
export interface ProgressView {
  number: string
  itemName: string
  channel: Channel
  status: Status
  waitingOn: 'resident' | null
  /** YYYY-MM-DD; null while no day is agreed. */
  appointmentDay: string | null
  station: { name: string; phone: string }
}

/** What is printed on a slip. No person is named on it. */
export interface Slip {
  number: string
  itemName: string
  villageName: string
  stationName: string
  stationPhone: string
  /** Address in the QR code; null when the site has set none, then the code holds the number alone. */
  link: string | null
  /** For a mini-program code: at most 32 characters. */
  scene: string
  /** The QR code as an SVG path on a grid of `size` × `size`, its quiet zone included. */
  qr: { path: string; size: number }
}
