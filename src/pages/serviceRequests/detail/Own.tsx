import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { ApiError } from '../../../api/failure'
import { getServiceRequest } from '../../../api/serviceRequests'
import { Empty, Loaded } from '../../../components/Loaded'
import { Note } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { spoken } from '../../../components/spoken'
import { STATUSES } from '../../../contract/serviceRequest'
import { useLoad } from '../../../hooks/useLoad'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { serviceRequestDetail as words } from '../../../i18n/zh/serviceRequestDetail'
import { replaceWith } from '../../../phone/navigation'
import { Footer } from './Footer'
import type { MaterialForm } from './MaterialCard'
import { Progress } from './Progress'
import { Sheets, type SheetName } from './Sheets'
import { useResidentMove, type MoveEnds } from './useResidentMove'

/** Rare enough not to disturb, often enough that an acceptance is soon seen. */
const REFRESH_MS = 15_000

/** A service request for its signed-in applicant or beneficiary; it is loaded again while the screen is visible. */
export function Own({ id }: { id: string }) {
  const load = useLoad(`serviceRequest:${id}`, () => getServiceRequest(id), { everyMs: REFRESH_MS })
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const [told, setTold] = useState<{ tone: 'brand' | 'wait'; text: string } | null>(null)
  const tell = (tone: 'brand' | 'wait', text: string) => {
    setSheet(null)
    setTold({ tone, text })
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const ends: MoveEnds = {
    onMoved: (action, detail) => { tell('brand', words.done[action]); load.put(detail) },
    onConflict: failure => { tell('wait', conflictText(failure)); void load.reload() }
  }
  const providing = useResidentMove<'provideMaterial', MaterialForm>(
    'provideMaterial',
    id,
    { text: '', photos: [] },
    ({ text, photos }) => ({ text: text.trim() || words.material.readyWords, photos }),
    ends
  )
  const open = (name: SheetName) => { setTold(null); setSheet(name) }
  const detail = load.data
  const gone = detail === null && load.failure?.code === 'notFound'
  return (
    <Screen
      name='serviceRequest'
      title={words.title}
      footer={detail && <Footer detail={detail} providing={providing} onSheet={open} />}
      sheet={detail && sheet && <Sheets open={sheet} detail={detail} ends={ends} onClose={() => setSheet(null)} />}
    >
      {told && (
        <View {...spoken({ role: 'status', live: 'polite' })}>
          <Note className='note-told' tone={told.tone} text={told.text} />
        </View>
      )}
      {gone ? (
        <Missing />
      ) : (
        <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
          {found => <Progress detail={found} providing={providing} onSheet={open} />}
        </Loaded>
      )}
    </Screen>
  )
}

function Missing() {
  const { title, text, action } = words.missing
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-serviceRequests', onTap: () => replaceWith('serviceRequests') }}
    />
  )
}

function conflictText({ code, present }: ApiError): string {
  if (code === 'idempotencyKeyReused') return words.conflict.sentBefore
  const status = STATUSES.find(one => one === present?.status)
  return status ? words.conflict.moved(serviceRequest.statuses[status]) : words.conflict.unknown
}
