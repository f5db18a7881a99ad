import Taro from '@tarojs/taro'
import type { ConsentKind } from '../contract/privacy'
import { PROGRESS_SCREEN } from '../contract/progress'

/** Every screen of the app by name. */
export const SCREENS = {
  home: '/pages/home/index',
  danger: '/pages/danger/index',
  villages: '/pages/villages/index',
  catalogue: '/pages/catalogue/index',
  catalogueItem: '/pages/catalogue/item/index',
  triage: '/pages/catalogue/triage/index',
  newServiceRequest: '/pages/serviceRequests/new/index',
  serviceRequests: '/pages/serviceRequests/list/index',
  serviceRequest: '/pages/serviceRequests/detail/index',
  notices: '/pages/notices/index',
  reminders: '/pages/notices/settings/index',
  told: '/pages/notices/told/index',
  due: '/pages/due/index',
  slip: '/pages/serviceRequests/slip/index',
  progress: PROGRESS_SCREEN,
  signIn: '/pages/signIn/index',
  me: '/pages/me/index',
  privacy: '/pages/account/privacy/index',
  sessions: '/pages/account/sessions/index',
  family: '/pages/family/index',
  familyMember: '/pages/family/member/index',
  familyEdit: '/pages/family/edit/index',
  consentVoice: '/pages/family/voice/index',
  witness: '/officer/witness/index',
  search: '/pages/search/index',
  door: '/officer/door/index',
  calls: '/officer/calls/index',
  inbox: '/officer/inbox/index',
  officerServiceRequest: '/officer/serviceRequest/index',
  act: '/officer/act/index',
  unsent: '/officer/unsent/index',
  noSignal: '/officer/noSignal/index',
  station: '/console/station/index',
  reassign: '/console/reassign/index'
} as const
export type ScreenName = keyof typeof SCREENS

/** Address of a screen with its parameters; those without a value are left out. */
export function addressOf(screen: ScreenName, params: Record<string, string | undefined> = {}): string {
  const pairs = Object.entries(params).filter(([, value]) => value !== undefined)
  if (pairs.length === 0) return SCREENS[screen]
  return SCREENS[screen] + '?' + pairs.map(([key, value]) => `${key}=${encodeURIComponent(value ?? '')}`).join('&')
}

/** Opens a screen on top of this one. */
export function goTo(screen: ScreenName, params?: Record<string, string | undefined>): void {
  void Taro.navigateTo({ url: addressOf(screen, params) })
}

/** Puts a screen in the place of this one. */
export function replaceWith(screen: ScreenName, params?: Record<string, string | undefined>): void {
  void Taro.redirectTo({ url: addressOf(screen, params) })
}

/** Goes back to the screen before; to the first screen when there is none (a link opened from outside). */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.reLaunch({ url: SCREENS.home })
}

/** Opens the sign-in screen, unless it is open already: several calls may find at once that nobody is signed in. */
export function goToSignIn(): void {
  const top = Taro.getCurrentPages().at(-1)
  const path = top?.route ?? top?.path ?? ''
  if (!path.includes(SCREENS.signIn.slice(1))) goTo('signIn')
}

/**
 * Opens the screen of the words that have to be agreed to, unless it is open already: several calls may be refused at
 * once.
 */
export function goToAgree(kind: ConsentKind): void {
  const top = Taro.getCurrentPages().at(-1)
  const path = top?.route ?? top?.path ?? ''
  if (!path.includes(SCREENS.privacy.slice(1))) goTo('privacy', { agree: kind })
}
