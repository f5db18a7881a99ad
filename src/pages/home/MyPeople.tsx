import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { Person } from '../../components/Person'
import type { ResponsiblePerson } from '../../contract/person'
import type { VillageDetail } from '../../contract/village'
import { common } from '../../i18n/zh/common'
import { home as words } from '../../i18n/zh/home'
import { dutyWord } from '../../i18n/zh/serviceRequest'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { whoAnswers } from '../../phone/whoAnswers'

/** The reader's village with today's officer and agent, each with a button to call. */
export function MyPeople({ village }: { village: VillageDetail }) {
  const agent = whoAnswers(village, 'agent')
  return (
    <Card className='stack card-village'>
      <View className='row row-center'>
        <Text className='small grow village-place'>{words.place(village.townName, village.name)}</Text>
        <Link className='link-changeVillage' text={words.changeVillage} onTap={() => goTo('villages')} />
      </View>
      <Officer village={village} />
      {agent && (
        <View className='stack-tight'>
          {village.agent?.onLeave && (
            <Text className='small agent-onLeave'>{words.agentOnLeave(village.agent.name)}</Text>
          )}
          <View className='btns'>
            <Button
              className='btn-callAgent'
              icon='phone'
              text={words.agent(agent.name)}
              label={words.callAgent(agent.name)}
              onTap={() => callPhone(agent.phone)}
            />
          </View>
        </View>
      )}
    </Card>
  )
}

function Officer({ village }: { village: VillageDetail }) {
  const { officer, station } = village
  const answering = whoAnswers(village, 'officer')
  const { name, phone } = answering ?? station
  return (
    <View className='stack'>
      <Person name={name} duty={answering ? duty(answering) : words.stationDuty} note={noteOn(officer, answering)} />
      <View className='btns'>
        <Button
          className='btn-callOfficer'
          kind='main'
          icon='phone'
          text={common.call(name)}
          onTap={() => callPhone(phone)}
        />
      </View>
    </View>
  )
}

function duty({ kind, rank }: ResponsiblePerson): string {
  return dutyWord({ kind, rank, level: 'named' })
}

function noteOn(named: ResponsiblePerson | null, answering: ResponsiblePerson | null): string {
  if (!answering) return words.nobodyHere
  return named && named.id !== answering.id ? words.standIn(duty(named), named.name) : words.officerNote
}
