import type { Deps } from '../deps'

/** What delivery needs of an app. */
export type NoticeDeps = Pick<Deps, 'settings' | 'wechat' | 'fields' | 'ground' | 'now' | 'log' | 'metrics'>
