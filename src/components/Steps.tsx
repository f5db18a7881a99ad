import { Text, View } from '@tarojs/components'
import type { Channel } from '../contract/catalogue'
import { STOPPED_STATUSES, type Status } from '../contract/serviceRequest'
import { serviceRequest } from '../i18n/zh/serviceRequest'
import { spoken } from './spoken'

/**
 * How many of the four steps are done in each status. Paperwork needs no appointment: its second step is that somebody
 * accepted it.
 */
const DONE: Readonly<Record<Status, number>> = {
  assigned: 1,
  accepted: 1,
  scheduled: 2,
  underway: 3,
  awaitingDocument: 3,
  delivering: 3,
  completed: 4,
  cancelled: 1,
  declined: 1
}

/** Four steps in words: received, agreed, visited, done. The last step reached is marked as the present one. */
export function Steps({ status, channel = 'homeVisit' }: { status: Status; channel?: Channel }) {
  const { stepsSpoken } = serviceRequest
  const steps = serviceRequest.steps[channel]
  const reached = channel === 'paperwork' && status === 'accepted' ? 2 : DONE[status]
  const stopped = STOPPED_STATUSES.includes(status)
  const now = steps[reached - 1] ?? ''
  return (
    <View className='steps' {...spoken({ role: 'img', label: stepsSpoken(reached, now) })}>
      {steps.map((word, index) => (
        <View key={word} className={`step ${classOf(index + 1, reached, stopped)}`}>
          <View className='step-bar' />
          <Text className='step-word'>{word}</Text>
        </View>
      ))}
    </View>
  )
}

function classOf(step: number, reached: number, stopped: boolean): string {
  if (step > reached) return ''
  if (stopped) return 'step-stopped'
  return step === reached ? 'step-now' : 'step-done'
}
