import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { PhotoCard } from '../../../components/PhotoCard'
import { Proofs } from '../../../components/Proofs'
import { spoken } from '../../../components/spoken'
import { StatusTag } from '../../../components/StatusTag'
import { Steps } from '../../../components/Steps'
import { Timeline } from '../../../components/Timeline'
import { OPEN_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { serviceRequestDetail as words } from '../../../i18n/zh/serviceRequestDetail'
import { goTo } from '../../../phone/navigation'
import { AskedCard, AssigneeCard, CustodyCard, DeclinedCard, RatingCard } from './Cards'
import { ConsentCard, PapersCard } from './ConsentCard'
import { mainActionOf } from './mainAction'
import { MaterialCard, type MaterialForm } from './MaterialCard'
import { OtherWays } from './OtherWays'
import type { SheetName } from './Sheets'
import { stateSentence } from './stateSentence'
import { timelineLines } from './timelineLines'
import type { ResidentMove } from './useResidentMove'

interface ProgressProps {
  detail: ServiceRequestDetail
  providing: ResidentMove<MaterialForm>
  onSheet: (sheet: SheetName) => void
}

/** The content of the screen: the state, the assignee, the timeline. */
export function Progress({ detail, providing, onSheet }: ProgressProps) {
  const {
    status,
    channel,
    waitingOn,
    item,
    number,
    beneficiary,
    applicant,
    proofs,
    declined,
    custody,
    papers,
    rating,
    actions
  } = detail
  return (
    <>
      <View className='stack-tight'>
        <View className='row'>
          <View className='grow' {...spoken({ role: 'heading', level: 2 })}>
            <Text className='title'>{item.name}</Text>
          </View>
          <StatusTag status={status} waitingOn={waitingOn} />
        </View>
        <View className='whom-number'>
          <Text className='small'>{serviceRequest.forWhom(beneficiary?.name ?? applicant.name)}</Text>
          <Text className='small'>{serviceRequest.number(number)}</Text>
        </View>
      </View>
      <Card className='card-state'>
        <Text className='block strong state-sentence'>{stateSentence(detail)}</Text>
        {hasDue(detail) && (
          <Link className='link-due' text={words.due} onTap={() => goTo('due', { id: detail.id })} />
        )}
        <Steps status={status} channel={channel} />
      </Card>
      {declined && <DeclinedCard declined={declined} />}
      {waitingOn === 'resident' && (
        <MaterialCard detail={detail} answer={actions.includes('provideMaterial') ? providing : null} />
      )}
      {status !== 'cancelled' && (
        <Card className='card-proofs'>
          <Proofs proofs={proofs} />
        </Card>
      )}
      <AssigneeCard detail={detail} main={mainActionOf(detail)} onWhy={() => onSheet('why')} />
      <ConsentCard detail={detail} />
      {custody.length > 0 ? <CustodyCard custody={custody} /> : <PapersCard papers={papers} />}
      {rating && <RatingCard rating={rating} />}
      <Card className='stack card-timeline'>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='heading'>{words.timeline.heading}</Text>
        </View>
        <Timeline lines={timelineLines(detail)} />
        <View>
          <Link className='link-told' text={words.timeline.told} onTap={() => goTo('told', { id: detail.id })} />
        </View>
      </Card>
      <AskedCard detail={detail} />
      <PhotoCard photos={detail.photos} />
      <OtherWays detail={detail} onSheet={onSheet} />
    </>
  )
}

/** There is a time whose sum can be shown. */
function hasDue({ status, acceptBy, expectedBy }: ServiceRequestDetail): boolean {
  return OPEN_STATUSES.includes(status) && (acceptBy !== null || expectedBy !== null)
}
