import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Link } from '../../../components/Link'
import { FailureNote, Note } from '../../../components/Note'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { goTo, replaceWith } from '../../../phone/navigation'
import { scrollToFault } from './scrollToFault'
import type { NewServiceRequest } from './useNewServiceRequest'

/** Codes that no other answer mends: another way has to be taken. */
const OTHER_WAY = ['itemUnknown', 'channelNotAllowed', 'presenceRequired'] as const

/** Why it was not sent and how to go on; nothing while all is well. */
export function SendTrouble({ form, itemCode }: { form: NewServiceRequest; itemCode: string }) {
  const { failure } = form.sending
  // It may stand below what is seen, while the button that was tapped is always seen.
  useEffect(() => { if (failure) scrollToFault() }, [failure])
  if (!failure) return null
  const otherWay = OTHER_WAY.some(code => code === failure.code)
  const toList = form.sentBefore || failure.code === 'tooManyOpen'
  return (
    <View className='stack-tight fault'>
      {form.sentBefore ? (
        <Note className='note-sentBefore' tone='wait' text={words.sentBefore} />
      ) : (
        <FailureNote failure={failure} />
      )}
      {toList && (
        <Link
          className='link-serviceRequests'
          text={words.toServiceRequests}
          onTap={() => replaceWith('serviceRequests')}
        />
      )}
      {otherWay && (
        <Link className='link-item' text={words.otherWays} onTap={() => goTo('catalogueItem', { code: itemCode })} />
      )}
    </View>
  )
}
