import type { Deps } from '../deps'

/** What delivery needs of an app. */
export type NoticeDeps = Pick<
  Deps, 'settings' | 'calendar' | 'wechat' | 'sms' | 'fields' | 'ground' | 'audit' | 'now' | 'log' | 'metrics'
>
