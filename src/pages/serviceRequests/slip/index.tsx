import Taro from '@tarojs/taro'
import { useState } from 'react'
import { getSlip } from '../../../api/serviceRequests'
import { Button } from '../../../components/Button'
import { Empty, Loaded } from '../../../components/Loaded'
import { Note } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { replaceWith } from '../../../phone/navigation'
import { useSession } from '../../../hooks/useSession'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import { slip as words } from '../../../i18n/zh/slip'
import { Paper } from './Paper'
import '../../../styles/slip.scss'

/** The slip of one service request: printed in a browser, shown on a phone. `?id=` */
export default function SlipScreen() {
  const id = useParam('id') ?? ''
  const { user } = useSession()
  const load = useLoad(user && `slip:${user.id}:${id}`, () => getSlip(id), { onShow: false })
  const [copied, setCopied] = useState(false)
  const copy = async (number: string) => {
    await Taro.setClipboardData({ data: number }).then(() => setCopied(true), () => undefined)
  }
  const number = load.data?.number
  const footer = number && (
    process.env.TARO_ENV === 'h5'
      ? <Button className='btn-print' kind='main' icon='printer' text={words.print} onTap={() => window.print()} />
      : <Button className='btn-copy' kind='main' text={words.copy} onTap={() => void copy(number)} />
  )
  return (
    <Screen name='slip' title={words.title} footer={footer}>
      {!user && <SignInCard {...serviceRequestDetail.stranger} />}
      {copied && <Note className='note-copied' text={words.copied} />}
      {user && load.failure?.code === 'notFound' && <Missing />}
      {user && load.failure?.code !== 'notFound' && (
        <Loaded of={load} waitingFor={words.waitingFor} cards={1}>
          {slip => <Paper slip={slip} />}
        </Loaded>
      )}
    </Screen>
  )
}

function Missing() {
  const { title, text, action } = serviceRequestDetail.missing
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-serviceRequests', onTap: () => replaceWith('serviceRequests') }}
    />
  )
}
