import type { Status } from '../../contract/serviceRequest'

/** What the inbox can be narrowed to, and the statuses that belong to it; none means all that is open. */
export const FILTERS = {
  all: [],
  assigned: ['assigned'],
  accepted: ['accepted', 'scheduled'],
  underway: ['underway', 'awaitingDocument', 'delivering']
} as const satisfies Record<string, readonly Status[]>
export type Filter = keyof typeof FILTERS
export const FILTER_NAMES: readonly Filter[] = ['all', 'assigned', 'accepted', 'underway']

/** Is this word, from an address, a filter? */
export function isFilter(word: string | undefined): word is Filter {
  return FILTER_NAMES.some(name => name === word)
}
