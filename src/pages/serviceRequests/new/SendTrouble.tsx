import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Link } from '../../../components/Link'
import { FailureNote, Note } from '../../../components/Note'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { goTo, replaceWith } from '../../../phone/navigation'
import { scrollToFault } from './scrollToFault'
import type { NewServiceRequest } from './useNewServiceRequest'

/** Errors that no other answer can mend: the applicant has to choose another way. */
const OTHER_WAY = ['itemUnknown', 'channelNotAllowed', 'presenceRequired'] as const

/** Why the service request was not sent and how to go on; nothing when there is no failure. */
export function SendTrouble({ form, itemCode }: { form: NewServiceRequest; itemCode: string }) {
  const { failure } = form.sending
  // The explanation may be below the visible part of the screen, while the button that was tapped is always visible.
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
