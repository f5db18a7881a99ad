import type { Status } from '../../contract/serviceRequest'

/** The filters of the inbox with their statuses; no statuses means all that are open. */
export const FILTERS = {
  all: [],
  assigned: ['assigned'],
  accepted: ['accepted', 'scheduled'],
  underway: ['underway', 'awaitingDocument', 'delivering']
} as const satisfies Record<string, readonly Status[]>
export type Filter = keyof typeof FILTERS
export const FILTER_NAMES: readonly Filter[] = ['all', 'assigned', 'accepted', 'underway']

/** Whether a word from an address is a filter. */
export function isFilter(word: string | undefined): word is Filter {
  return FILTER_NAMES.some(name => name === word)
}
