import { HEALTH_GROUPS, PRIVACY_VERSIONS } from '../../src/contract/privacy'
import type { SpecialGroup } from '../../src/contract/serviceRequestViews'
import { AppError } from '../errors'
import type { Viewer } from './viewer'

/**
 * What tells of somebody's health is taken in only with a consent of its own.
 * @throws AppError sensitiveConsentNeeded
 */
export function checkSensitive(groups: readonly SpecialGroup[], { agreed }: Viewer): void {
  if (groups.some(group => HEALTH_GROUPS.includes(group))) checkSensitiveConsent({ agreed })
}

/** An identity number, too. @throws AppError sensitiveConsentNeeded */
export function checkSensitiveConsent({ agreed }: Pick<Viewer, 'agreed'>): void {
  if (agreed.sensitive !== PRIVACY_VERSIONS.sensitive) throw new AppError('sensitiveConsentNeeded')
}
