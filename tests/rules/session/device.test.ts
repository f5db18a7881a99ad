import { describeDevice } from '../../../server/session/device'

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile MicroMessenger/8.0.50',
    'wechat',
    'apple'
  ],
  ['Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Mobile MICROMESSENGER/8.0', 'wechat', 'android'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) micromessenger/3.9 MiniProgramEnv/Windows', 'wechat', 'computer'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)', 'browser', 'apple'],
  ['Mozilla/5.0 (iPod touch; CPU iPhone OS 12_0 like Mac OS X)', 'browser', 'apple'],
  ['iPod', 'browser', 'apple'],
  ['Mozilla/5.0 (Phone; HarmonyOS 5.0)', 'browser', 'android'],
  ['Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1', 'browser', 'android'],
  ['Harmony', 'browser', 'other'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'browser', 'computer'],
  ['Mozilla/5.0 (X11; CrOS x86_64)', 'browser', 'computer'],
  ['Mozilla/5.0 (Linux x86_64)', 'browser', 'computer'],
  ['curl/8.5', 'browser', 'other'],
  ['', 'browser', 'other']
])('%s: %s, %s', (userAgent, client, device) => {
  expect(describeDevice(userAgent)).toEqual({ client, device })
})
