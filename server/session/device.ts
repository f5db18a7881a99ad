import type { SessionRow } from '../../src/contract/privacy'

/** The kind of device from which a call comes, just precise enough for a person to recognise the own phone. */
export function describeDevice(userAgent: string): Pick<SessionRow, 'client' | 'device'> {
  return { client: /MicroMessenger/i.test(userAgent) ? 'wechat' : 'browser', device: deviceOf(userAgent) }
}

function deviceOf(userAgent: string): SessionRow['device'] {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'apple'
  if (/Android|HarmonyOS|OpenHarmony/.test(userAgent)) return 'android'
  return /Windows|Macintosh|X11|Linux/.test(userAgent) ? 'computer' : 'other'
}
