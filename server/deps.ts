import type { Audit } from './audit/audit'
import type { Keyring } from './fieldEncryption/keyring'
import type { Ground } from './ground/ground'
import type { Metrics } from './health/metrics'
import type { Log } from './log'
import type { IdempotencyKey } from './middleware/idempotencyKey'
import type { Numbers } from './numbers/numbers'
import type { Viewer } from './people/viewer'
import type { Calendar } from './workingTime/calendar'
import type { Settings } from './settings'
import type { Wechat } from './wechat/client'

/** What an app is given from outside; tests give a clock and a fake WeChat's address. */
export interface Deps {
  production: boolean
  /** Secret of the session tokens, ≥ 32 characters. */
  sessionSecret: string
  settings: Settings
  /** Holidays and adjusted workdays, for clocks in working time. */
  calendar: Calendar
  wechat: Wechat
  /** Seals and opens single fields. */
  fields: Keyring
  /** Places, catalogue and roster in memory. */
  ground: Ground
  /** Records who looked at or changed what. */
  audit: Audit
  /** Gives out the numbers of matters. */
  numbers: Numbers
  /** True while WeChat is the fake one: the sign-in page may offer the demo people. */
  demo: boolean
  /** ms since 1970. */
  now(): number
  log: Log
  metrics: Metrics
  /** X-Forwarded-For is to be believed. */
  trustProxy: boolean
  /**
   * Where the H5 pages are for everybody, without a slash at the end. Absent: where the call came to, in production
   * nowhere.
   */
  publicUrl?: string | null
  /** Directory of the built H5, null when the app serves the API alone. */
  h5Dir: string | null
}

/** What every story is told besides its input. `now`: ms since 1970, one instant for the whole call. */
export interface AnonymousContext {
  now: number
  deps: Deps
}

/** What the story of a call by a known person is told. */
export interface CallContext extends AnonymousContext {
  viewer: Viewer
}

/** What the story of a call with an Idempotency-Key is told. */
export interface KeyedContext extends CallContext {
  key: IdempotencyKey
}
