import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { Proofs } from '../../components/Proofs'
import { spoken } from '../../components/spoken'
import { Timeline } from '../../components/Timeline'
import type { RoutingRound, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { moment } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'
import { goTo } from '../../phone/navigation'
import { timelineLines } from './timelineLines'

const words = officer.detail

/** The three proofs, the timeline and, on request, the routing steps. */
export function History({ detail: { id, proofs, timeline, routing } }: { detail: ServiceRequestDetail }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Card className='card-proofs'>
        <Proofs proofs={proofs} />
      </Card>
      <Card className='stack card-timeline'>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='heading'>{words.timeline}</Text>
        </View>
        <Timeline lines={timelineLines(timeline)} />
        <View>
          <Link className='link-told' text={words.told} onTap={() => goTo('told', { id })} />
        </View>
      </Card>
      <Card className='stack-tight card-routing'>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='heading'>{words.routing}</Text>
        </View>
        {open && routing.map(round => <Round key={round.at} round={round} />)}
        <View>
          <Link
            className='link-routing'
            text={open ? words.hideRouting : words.showRouting}
            onTap={() => setOpen(!open)}
          />
        </View>
      </Card>
    </>
  )
}

function Round({ round: { at, cause, steps } }: { round: RoutingRound }) {
  const { causes, levels, outcomes, step } = officer.routing
  return (
    <View className='stack-tight routing-round'>
      <Text className='block strong'>{`${causes[cause]} · ${moment(at)}`}</Text>
      {steps.map(({ level, person, outcome }, index) => (
        <Text key={index} className={`block routing-${outcome}`}>
          {step(levels[level], person?.name ?? '', outcomes[outcome])}
        </Text>
      ))}
    </View>
  )
}
