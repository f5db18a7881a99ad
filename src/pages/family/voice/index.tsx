import { Text, View } from '@tarojs/components'
import { sendConsentVoice } from '../../../api/consentVoices'
import { getServiceRequest } from '../../../api/serviceRequests'
import { Bullets } from '../../../components/Bullets'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Empty, Loaded } from '../../../components/Loaded'
import { FailureNote, Note } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { spoken } from '../../../components/spoken'
import { CONSENT_WORDS } from '../../../contract/consent'
import { OPEN_STATUSES } from '../../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { useSend } from '../../../hooks/useSend'
import { useSession } from '../../../hooks/useSession'
import { useSound } from '../../../hooks/useSound'
import { consentWords } from '../../../i18n/zh/consent'
import { consentVoice as words } from '../../../i18n/zh/consentVoice'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { goBack, replaceWith } from '../../../phone/navigation'
import { announce } from '../../../phone/news'
import { useRecording, type Recording } from './useRecording'

/** Records the beneficiary's spoken consent to a matter that a relative asked for. `?id=` of the matter */
export default function ConsentVoiceScreen() {
  const { user } = useSession()
  const id = useParam('id') ?? ''
  const load = useLoad(user && `consentVoice:${user.id}:${id}`, () => getServiceRequest(id), { onShow: false })
  const recording = useRecording()
  const sending = useSend()
  const detail = load.data && wanted(load.data) ? load.data : null
  const send = () => void sending.send(async () => {
    if (recording.path === null) return
    await sendConsentVoice(id, recording.path)
    announce(words.done)
    goBack()
  })
  return (
    <Screen
      name='consentVoice'
      title={words.title}
      footer={
        detail &&
        recording.path !== null && (
          <Button className='btn-sendVoice' kind='main' text={words.send} busy={sending.busy} onTap={send} />
        )
      }
    >
      {!user && <SignInCard {...familyMembers.signIn} />}
      {user && (
        <Loaded of={load} waitingFor={words.waitingFor}>
          {() => (detail ? <Recorder detail={detail} recording={recording} /> : <NotWanted id={id} />)}
        </Loaded>
      )}
      <FailureNote failure={sending.failure} />
    </Screen>
  )
}

function wanted({ viewer, status, consent }: ServiceRequestDetail): boolean {
  return viewer === 'applicant' && consent.state === 'pending' && OPEN_STATUSES.includes(status)
}

function NotWanted({ id }: { id: string }) {
  const { title, text, action } = words.notWanted
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-serviceRequest', onTap: () => replaceWith('serviceRequest', { id }) }}
    />
  )
}

function Recorder({
  detail: { applicantName, beneficiary },
  recording
}: {
  detail: ServiceRequestDetail
  recording: Recording
}) {
  const name = beneficiary?.name ?? ''
  return (
    <>
      <Text className='lead'>{words.lead(name)}</Text>
      <Card className='stack card-read'>
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='strong'>{words.read}</Text>
        </View>
        <Bullets lines={consentWords[CONSENT_WORDS[0]](applicantName)} />
        <View {...spoken({ role: 'heading', level: 2 })}>
          <Text className='strong'>{words.say}</Text>
        </View>
        <Text className='block'>{words.words(name)}</Text>
      </Card>
      <Buttons recording={recording} />
      <Text className='small'>{words.worth}</Text>
      <Text className='small'>{words.who}</Text>
    </>
  )
}

function Buttons({ recording: { recording, path, refused, start, stop } }: { recording: Recording }) {
  const sound = useSound()
  const first = words.start[process.env.TARO_ENV === 'weapp' ? 'weapp' : 'h5']
  return (
    <View className='stack-tight recorder'>
      <View {...spoken({ role: 'status', live: 'polite' })}>
        {recording && <Text className='block strong'>{words.recording}</Text>}
        {path !== null && !recording && <Text className='block strong voice-recorded'>{words.recorded}</Text>}
      </View>
      {refused && <Note className='note-refused' tone='bad' text={words.refused} />}
      {sound.failed && <Note className='note-unplayable' tone='bad' text={words.unplayable} />}
      <View className='btns'>
        {recording ? (
          <Button className='btn-stop' kind='main' text={words.stop} onTap={stop} />
        ) : (
          <Button className='btn-record' text={path === null ? first : words.again} onTap={start} />
        )}
        {path !== null && (
          <Button
            className='btn-listen'
            text={sound.playing ? words.playing : words.listen}
            onTap={() => sound.play(path)}
          />
        )}
      </View>
    </View>
  )
}
