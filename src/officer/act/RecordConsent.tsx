import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { hearConsentVoice } from '../../api/consentVoices'
import { Bullets } from '../../components/Bullets'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Choice } from '../../components/Choice'
import { Link } from '../../components/Link'
import { FailureNote, Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { CONSENT_WORDS } from '../../contract/consent'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useSend } from '../../hooks/useSend'
import { useSound } from '../../hooks/useSound'
import { moment } from '../../i18n/dates'
import { consentWords } from '../../i18n/zh/consent'
import { officer } from '../../i18n/zh/officer'
import { replaceWith } from '../../phone/navigation'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = officer.recordConsent
const WAYS = ['onArrival', 'voice'] as const
type Way = (typeof WAYS)[number]

/**
 * The words that are read to the beneficiary, and the answer, face to face or in a recording: a yes is recorded here, a
 * no leads to the screen that ends the matter.
 */
export function RecordConsent({ detail }: { detail: ServiceRequestDetail }) {
  const version = CONSENT_WORDS[0]
  const { voiceAt } = detail.consent
  const act = useAct('recordConsent', detail, {})
  const [way, setWay] = useState<Way>('onArrival')
  const [heard, setHeard] = useState(false)
  const byVoice = voiceAt !== null && way === 'voice'
  const input = { agreed: true, words: version, ...(byVoice && { voiceAt }) } as const
  return (
    <ActFrame
      act={act}
      lead={byVoice ? words.leadVoice : words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(byVoice && !heard ? null : input)}
    >
      {voiceAt !== null && (
        <Choice
          label={words.how}
          options={WAYS.map(value => ({ value, ...words.ways[value] }))}
          chosen={[way]}
          onChoose={([chosen]) => {
            if (chosen) setWay(chosen)
          }}
          error={act.tried && byVoice && !heard ? words.listenFirst : undefined}
        />
      )}
      {byVoice ? (
        <Voice id={detail.id} voiceAt={voiceAt} onHeard={setHeard} />
      ) : (
        <Card className='stack card-read'>
          <View {...spoken({ role: 'heading', level: 3 })}>
            <Text className='strong'>{words.read}</Text>
          </View>
          <Bullets lines={consentWords[version](detail.applicantName)} />
        </Card>
      )}
      <View className='center'>
        <Link
          className='link-no'
          tone='bad'
          text={officer.actions.withdrawConsent}
          onTap={() => replaceWith('act', { id: detail.id, action: 'withdrawConsent' })}
        />
      </View>
    </ActFrame>
  )
}

/** The recording that the relative sent. */
function Voice({ id, voiceAt, onHeard }: { id: string; voiceAt: string; onHeard: (heard: boolean) => void }) {
  const sound = useSound()
  const { busy, failure, send } = useSend()
  const listen = () => void send(async () => {
    sound.play(await hearConsentVoice(id))
    onHeard(true)
  })
  // A recording that could not be played has not been heard.
  useEffect(() => { if (sound.failed) onHeard(false) }, [sound.failed, onHeard])
  return (
    <Card className='stack card-voice'>
      <Text className='block strong'>{words.recordedAt(moment(voiceAt))}</Text>
      <Text className='small'>{words.recordedListening}</Text>
      <FailureNote failure={failure} />
      {sound.failed && <Note className='note-unplayable' tone='bad' text={words.unplayable} />}
      <View className='btns'>
        <Button className='btn-hear' text={sound.playing ? words.playing : words.listen} busy={busy} onTap={listen} />
      </View>
    </Card>
  )
}
