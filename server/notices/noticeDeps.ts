import type { Deps } from '../deps'

/** What delivery needs of an app. */
export type NoticeDeps = Pick<Deps, 'settings' | 'calendar' | 'wechat' | 'now' | 'log' | 'metrics' | 'fields' | 'ground' | 'audit'>
