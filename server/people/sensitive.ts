import { HEALTH_GROUPS, PRIVACY_VERSIONS } from '../../src/contract/privacy'
import type { SpecialGroup } from '../../src/contract/serviceRequestViews'
import { AppError } from '../errors'
import type { Viewer } from './viewer'

/**
 * Checks that the viewer has agreed to the use of sensitive data before data on health are accepted.
 * @throws AppError sensitiveConsentNeeded
 */
export function checkSensitive(groups: readonly SpecialGroup[], { agreed }: Viewer): void {
  if (groups.some(group => HEALTH_GROUPS.includes(group))) checkSensitiveConsent({ agreed })
}

/** The same check for an identity number. @throws AppError sensitiveConsentNeeded */
export function checkSensitiveConsent({ agreed }: Pick<Viewer, 'agreed'>): void {
  if (agreed.sensitive !== PRIVACY_VERSIONS.sensitive) throw new AppError('sensitiveConsentNeeded')
}
