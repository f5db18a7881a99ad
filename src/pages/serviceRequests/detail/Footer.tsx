import { Button } from '../../../components/Button'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { useLetters } from '../../../hooks/useLetters'
import { usePhotosUnderWay } from '../../../hooks/usePhotosUnderWay'
import { common } from '../../../i18n/zh/common'
import { photos } from '../../../i18n/zh/photos'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { callPhone } from '../../../phone/dial'
import { goTo } from '../../../phone/navigation'
import { mainActionOf } from './mainAction'
import type { SheetName } from './Sheets'

const words = serviceRequestDetail

interface FooterProps {
  detail: ServiceRequestDetail
  providing: { busy: boolean; make: () => void }
  onSheet: (sheet: SheetName) => void
}

/** The main action. Beside "call", where the text size leaves room, the button to ask for another time. */
export function Footer({ detail, providing, onSheet }: FooterProps) {
  const roomy = useLetters() === 'standard'
  const photosUnderWay = usePhotosUnderWay()
  const { assignee, item } = detail
  switch (mainActionOf(detail)) {
    case 'provideMaterial':
      return (
        <Button
          className='btn-provideMaterial'
          kind='main'
          text={photosUnderWay ? photos.underWay : words.material.send}
          busy={providing.busy}
          disabled={photosUnderWay}
          onTap={providing.make}
        />
      )
    case 'rate':
      return <Button className='btn-rate' kind='main' text={words.actions.rate} onTap={() => onSheet('rate')} />
    case 'again':
      return (
        <Button
          className='btn-again'
          text={words.actions.again}
          onTap={() => goTo('catalogueItem', { code: item.code })}
        />
      )
    case 'call':
      return (
        <>
          {roomy && detail.actions.includes('changeTime') && (
            <Button
              className='btn-changeTime btn-narrow'
              kind='ghost'
              text={words.actions.changeTime}
              onTap={() => onSheet('changeTime')}
            />
          )}
          <Button
            className='btn-callAssignee'
            kind='main'
            icon='phone'
            text={common.call(assignee.name)}
            onTap={() => callPhone(assignee.phone)}
          />
        </>
      )
  }
}
