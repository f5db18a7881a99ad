import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { Note } from '../../../components/Note'
import { spoken } from '../../../components/spoken'
import type { Beneficiary, ConsentRecord } from '../../../contract/beneficiary'
import { grants } from '../../../contract/permissions'
import { dayShort } from '../../../i18n/dates'
import { purposes } from '../../../i18n/zh/consent'
import { familyMembers } from '../../../i18n/zh/familyMembers'

const words = familyMembers.consent

interface ConsentProps {
  member: Beneficiary
  onAsk: () => void
  onEnd: () => void
}

/** The consents given in advance, the pending question to the agent, and the buttons to ask or to withdraw. */
export function Consent({ member, onAsk, onEnd }: ConsentProps) {
  const { consents, consentAsked, guardianDecides, viewer, name } = member
  const running = consents.filter(consent => consent.running)
  const mayAsk = grants('askConsent', viewer)
  const earlier = consents.filter(consent => !consent.running)
  if (guardianDecides)
    return (
      <Card className='stack card-consent'>
        <Heading />
        <Text className='block'>{words.guardian}</Text>
      </Card>
    )
  return (
    <Card className='stack card-consent'>
      <Heading />
      {running.map(consent => (
        <Running key={consent.givenAt} consent={consent} />
      ))}
      {running.length === 0 && !consentAsked && <Note tone='wait' className='note-none' text={words.none} />}
      {consentAsked && (
        <Note
          tone='wait'
          className='note-asked'
          text={consentAsked.agent ? words.asked(consentAsked.agent.name) : words.askedNobody}
        />
      )}
      {mayAsk && running.length === 0 && !consentAsked && (
        <View className='stack-tight'>
          <Text className='block'>{words.lead(name)}</Text>
          <Bullets lines={words.ways} />
        </View>
      )}
      {mayAsk && !consentAsked && (
        <View className='btns'>
          <Button className='btn-ask' text={words.ask} onTap={onAsk} />
        </View>
      )}
      {(running.length > 0 || consentAsked) && (
        <Link className='link-end' tone='bad' text={running.length > 0 ? words.end : words.endAsked} onTap={onEnd} />
      )}
      {earlier.length > 0 && <Earlier consents={earlier} />}
    </Card>
  )
}

function Heading() {
  return <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.title}</Text></View>
}

function Running({ consent: { purpose, until, givenAt, recordedBy } }: { consent: ConsentRecord }) {
  return (
    <View className='consent-running'>
      <Text className='block strong'>{words.running(purposes[purpose])}</Text>
      <Text className='small'>{words.until(dayShort(until))}</Text>
      <Text className='small'>{words.witness(recordedBy.name, dayShort(givenAt))}</Text>
    </View>
  )
}

function Earlier({ consents }: { consents: readonly ConsentRecord[] }) {
  return (
    <View className='stack-tight'>
      <Text className='small'>{words.earlier}</Text>
      {consents.map(({ purpose, givenAt, until, withdrawnAt }) => (
        <Text key={givenAt} className='small'>
          {`${purposes[purpose]} · ${withdrawnAt ? words.ended.withdrawn(dayShort(withdrawnAt)) : words.ended.ranOut(dayShort(until))}`}
        </Text>
      ))}
    </View>
  )
}
