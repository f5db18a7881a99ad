import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/Card'
import { Sheet } from '../../../components/Sheet'
import { spoken } from '../../../components/spoken'
import type { RoutingRound, RoutingStep, ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { moment } from '../../../i18n/dates'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'

const words = serviceRequestDetail.why

/** The routing steps: who was considered in which order, and why the assignee was chosen; the last round first. */
export function WhySheet({ detail, onClose }: { detail: ServiceRequestDetail; onClose: () => void }) {
  return (
    <Sheet title={words.title(detail.assignee.name)} onClose={onClose} className='sheet-why'>
      <Text className='block'>{words.order}</Text>
      {[...detail.routing].reverse().map(round => <Round key={round.at} round={round} detail={detail} />)}
    </Sheet>
  )
}

function Round({ round: { at, cause, steps }, detail }: { round: RoutingRound; detail: ServiceRequestDetail }) {
  return (
    <Card className='stack'>
      <View {...spoken({ role: 'heading', level: 3 })}>
        <Text className='small'>{words.round(words.causes[cause], moment(at))}</Text>
      </View>
      {steps.map((step, index) => (
        <Step key={index} step={step} detail={detail} />
      ))}
    </Card>
  )
}

function Step({ step: { level, person, outcome }, detail }: { step: RoutingStep; detail: ServiceRequestDetail }) {
  const place = words.levels[detail.channel][level]
  return (
    <View className={`why-step why-${outcome}`}>
      <Text className='block strong'>{person ? words.step(person.name, place) : place}</Text>
      <Text className='small'>{words.outcomes[outcome]}</Text>
    </View>
  )
}
