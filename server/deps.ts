import type { Audit } from './audit/audit'
import type { Keyring } from './fieldEncryption/keyring'
import type { Ground } from './ground/ground'
import type { Metrics } from './health/metrics'
import type { Log } from './log'
import type { IdempotencyKey } from './middleware/idempotencyKey'
import type { Numbers } from './numbers/numbers'
import type { Viewer } from './people/viewer'
import type { Calendar } from './workingTime/calendar'
import type { LookingRounds } from './rounds'
import type { Settings } from './settings'
import type { Sms } from './sms/client'
import type { Wechat } from './wechat/client'

/** What an app gets from outside; tests pass a clock and the address of a fake WeChat. */
export interface Deps {
  production: boolean
  /** Secret of the session tokens, ≥ 32 characters. */
  sessionSecret: string
  settings: Settings
  /** Holidays and adjusted workdays, for clocks in working time. */
  calendar: Calendar
  wechat: Wechat
  /** The site's SMS gateway; null where it has none. */
  sms: Sms | null
  /** Seals and opens single fields. */
  fields: Keyring
  /** Places, catalogue and roster in memory. */
  ground: Ground
  /** Records who viewed or changed what. */
  audit: Audit
  /** Delivers what people are told of matters. */
  notices: LookingRounds
  /** Gives out the numbers of matters. */
  numbers: Numbers
  /** True while WeChat is the fake one: the sign-in page may then offer the demo people. */
  demo: boolean
  /** ms since 1970. */
  now(): number
  log: Log
  metrics: Metrics
  /** X-Forwarded-For is trusted. */
  trustProxy: boolean
  /**
   * The public address of the H5 pages, without a slash at the end. Absent: the origin of the call outside production,
   * none in production.
   */
  publicUrl?: string | null
  /** Directory of the built H5; null when the app serves only the API. */
  h5Dir: string | null
}

/** The context of every story. `now`: ms since 1970, one instant for the whole call. */
export interface AnonymousContext {
  now: number
  deps: Deps
}

/** The context of a story whose caller is a known person. */
export interface CallContext extends AnonymousContext {
  viewer: Viewer
}

/** The context of a story whose call has an Idempotency-Key. */
export interface KeyedContext extends CallContext {
  key: IdempotencyKey
}
