import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { MoveInputs, ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useMove, type Moving } from '../../hooks/useMove'
import { useMoveDraft, type MoveDraft } from '../../hooks/useMoveDraft'
import { goBack, replaceWith } from '../../phone/navigation'
import { announce } from '../../phone/news'
import { doneWord } from '../actionWords'
import type { StaffAction } from '../nextMove'

/** A move with a form on this screen. */
export type FormAction = Exclude<StaffAction, 'accept' | 'setOut' | 'reassign' | 'undoNobodyHome'>

export interface Act<A extends FormAction, T>
  extends Pick<Moving, 'busy' | 'failure' | 'errorAt'>, Pick<MoveDraft<T>, 'value' | 'change' | 'found'> {
  action: A
  detail: ServiceRequestDetail
  /** True after the first try to confirm: from then on missing answers are marked. */
  tried: boolean
  /**
   * Sends the move unless something is missing, and leaves the screen when it is made.
   * @param input null while something is missing
   */
  confirm: (input: MoveInputs[A] | null) => void
}

/** Content and sending of a move's form. @param empty what a new form holds */
export function useAct<A extends FormAction, T extends object>(
  action: A,
  detail: ServiceRequestDetail,
  empty: T
): Act<A, T> {
  const { value, change, found, clear } = useMoveDraft(action, detail, empty)
  const { busy, failure, errorAt, move } = useMove(detail)
  const [tried, setTried] = useState(false)
  const send = async (input: MoveInputs[A]) => {
    if (!(await move(action, input))) return
    clear()
    announce(doneWord(action, detail))
    leave(action, detail.id)
  }
  const confirm = (input: MoveInputs[A] | null) => {
    setTried(true)
    if (input !== null) void send(input)
  }
  return { action, detail, value, change, found, busy, failure, errorAt, tried, confirm }
}

/** Back to the service request, or to the list when the service request now belongs to somebody else. */
export function leave(action: FormAction, id: string): void {
  const depth = Taro.getCurrentPages().length
  if (action === 'handBack' || action === 'escalate') {
    if (depth > 2) void Taro.navigateBack({ delta: 2 })
    else replaceWith('inbox')
  } else if (depth > 1) goBack()
  else replaceWith('officerServiceRequest', { id })
}
