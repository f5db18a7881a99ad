import type { SessionRow } from '../../src/contract/privacy'

/** What kind of device a call comes from, as coarse as somebody needs to know his own phone. */
export function describeDevice(userAgent: string): Pick<SessionRow, 'client' | 'device'> {
  return { client: /MicroMessenger/i.test(userAgent) ? 'wechat' : 'browser', device: deviceOf(userAgent) }
}

function deviceOf(userAgent: string): SessionRow['device'] {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'apple'
  if (/Android|HarmonyOS|OpenHarmony/.test(userAgent)) return 'android'
  return /Windows|Macintosh|X11|Linux/.test(userAgent) ? 'computer' : 'other'
}
