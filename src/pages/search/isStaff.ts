import type { SearchPage } from '../../contract/search'

/** Whether the reader answers the matter: sees every step, and may speak for those who had to be called. */
export function isStaff({ me }: SearchPage): boolean {
  return me.kind === 'officer' || me.kind === 'desk'
}
