import { View } from '@tarojs/components'
import { Button } from '../../../components/Button'
import { Link } from '../../../components/Link'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { useLetters } from '../../../hooks/useLetters'
import { family } from '../../../i18n/zh/family'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { slip } from '../../../i18n/zh/slip'
import { goTo } from '../../../phone/navigation'
import { mainActionOf } from './mainAction'
import type { SheetName } from './Sheets'

const words = serviceRequestDetail.actions

/** The allowed moves besides the main action. */
export function OtherWays({ detail, onSheet }: { detail: ServiceRequestDetail; onSheet: (sheet: SheetName) => void }) {
  const { actions, status, viewer } = detail
  const inFooter = useLetters() === 'standard' && mainActionOf(detail) === 'call'
  return (
    <View className='stack other-ways'>
      {actions.includes('changeTime') && !inFooter && (
        <View className='btns'>
          <Button className='btn-changeTime' kind='ghost' text={words.changeTime} onTap={() => onSheet('changeTime')} />
        </View>
      )}
      {actions.includes('reopen') && (
        <View className='btns'>
          <Button
            className='btn-reopen'
            kind='ghost'
            text={status === 'declined' ? words.reopenDeclined : words.reopen}
            onTap={() => onSheet('reopen')}
          />
        </View>
      )}
      <View className='center'>
        <Link className='link-slip' icon='printer' text={slip.open} onTap={() => goTo('slip', { id: detail.id })} />
      </View>
      {viewer === 'beneficiary' && actions.includes('withdrawConsent') && (
        <View className='center'>
          <Link className='btn-withdraw' tone='bad' text={family.inMatter.withdraw} onTap={() => onSheet('withdraw')} />
        </View>
      )}
      {viewer !== 'beneficiary' && actions.includes('cancel') && (
        <View className='center'>
          <Link className='btn-cancel' tone='bad' text={words.cancel} onTap={() => onSheet('cancel')} />
        </View>
      )}
    </View>
  )
}
