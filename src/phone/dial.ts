import Taro from '@tarojs/taro'

/** National emergency numbers: calls are free and work without a contract with the network. */
export const EMERGENCY = { police: '110', fire: '119', ambulance: '120' } as const

/** Dials a number. WeChat and browsers on phones ask for confirmation first; a refusal is ignored. */
export function callPhone(phone: string): void {
  void Taro.makePhoneCall({ phoneNumber: phone }).catch(() => undefined)
}
