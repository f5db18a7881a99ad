import { useState } from 'react'
import { ApiError } from '../../api/failure'
import type { DeliveryWay, MoveInputs, Receiver, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useMoveDraft, type MoveDraft } from '../../hooks/useMoveDraft'
import { custody } from '../../i18n/zh/custody'
import { announce } from '../../phone/news'
import { unsent } from '../../phone/unsent'
import { doneWord } from '../actionWords'
import { leave } from './useAct'

export interface ReceiptForm {
  receivedBy: string
  relation: Receiver | null
  way: DeliveryWay | null
  text: string
  /** Keys of photos that the phone keeps. */
  photos: string[]
}

export interface ReceiptAct extends Pick<MoveDraft<ReceiptForm>, 'value' | 'change' | 'found'> {
  action: 'deliver'
  detail: ServiceRequestDetail
  busy: boolean
  failure: ApiError | null
  tried: boolean
  confirm: (input: MoveInputs['deliver'] | null) => void
}

const EMPTY: ReceiptForm = { receivedBy: '', relation: null, way: null, text: '', photos: [] }

/**
 * Content and sending of a receipt. It is kept on the phone first and sent from there, so that nothing is lost without
 * signal; the key names the state that the form shows, as with every move.
 */
export function useReceipt(detail: ServiceRequestDetail): ReceiptAct {
  const { value, change, found, clear } = useMoveDraft('deliver', detail, EMPTY)
  const [tried, setTried] = useState(false)
  const [state, setState] = useState<{ busy: boolean; failure: ApiError | null }>({ busy: false, failure: null })
  const send = async (input: MoveInputs['deliver']) => {
    const key = `deliver-${detail.timeline.at(-1)?.id ?? detail.id}`
    const kept = unsent.add({
      key, action: 'deliver', matter: detail.id, input, phoneTime: new Date().toISOString(),
      about: `${detail.beneficiaryName ?? detail.applicantName} ${detail.item.name}`,
      photos: value.photos.map(photo => ({ key: photo, id: null }))
    })
    if (!kept) return setState({ busy: false, failure: new ApiError('unavailable', custody.deliver.noRoom) })
    setState({ busy: true, failure: null })
    await unsent.flush()
    const after = unsent.get().find(entry => entry.key === key)
    if (after?.state === 'refused') {
      unsent.takeBack(key)
      return setState({ busy: false, failure: new ApiError('validationFailed', after.why ?? '') })
    }
    clear()
    announce(after?.state === 'waiting' ? custody.deliver.kept : doneWord('deliver', detail))
    leave('deliver', detail.id)
  }
  const confirm = (input: MoveInputs['deliver'] | null) => {
    setTried(true)
    if (input !== null && !state.busy) void send(input)
  }
  return { action: 'deliver', detail, value, change, found, ...state, tried, confirm }
}
