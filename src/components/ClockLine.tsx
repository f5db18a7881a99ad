import { Text, View } from '@tarojs/components'
import type { ServiceRequestSummary } from '../contract/serviceRequestViews'
import { clockOf, isLate } from './clockOf'
import { clockWords } from './clockWords'
import { Icon } from './Icon'

type Timed = Parameters<typeof clockOf>[0] & Pick<ServiceRequestSummary, 'channel'>

/** The clock that runs on a service request now, in words, red when somebody is late. Nothing when no clock runs. */
export function ClockLine({ of: timed, now }: { of: Timed; now: number }) {
  const clock = clockOf(timed, now)
  const words = clockWords(clock, timed.channel, now)
  if (words === null) return null
  const tone = isLate(clock) ? 'bad' : clock.kind === 'waiting' ? 'second' : clock.kind === 'accept' ? 'wait' : 'brand'
  return (
    <View className={`clock clock-${clock.kind} clock-${tone}`}>
      <Icon name={isLate(clock) ? 'warn' : 'clock'} tone={tone} size='small' />
      <Text className='grow'>{words}</Text>
    </View>
  )
}
