import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { MoveFailure } from '../../components/MoveFailure'
import { Sheet } from '../../components/Sheet'
import { OPEN_STATUSES } from '../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useReminders } from '../../hooks/useReminders'
import { useMove } from '../../hooks/useMove'
import { common } from '../../i18n/zh/common'
import { officer } from '../../i18n/zh/officer'
import { callPhone } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { announce } from '../../phone/news'
import { actionWord, doneWord } from '../actionWords'
import { movesOffered, type StaffAction } from '../nextMove'

const words = officer.detail

interface MovesProps {
  detail: ServiceRequestDetail
  userId: string
  onMoved: (detail: ServiceRequestDetail) => void
  /** Loads the present state, after another person was faster. */
  onLatest: () => void
}

/** The likely next move as the main button, the others in a sheet. A move without a form is made at once. */
export function Moves({ detail, userId, onMoved, onLatest }: MovesProps) {
  const [choosing, setChoosing] = useState(false)
  const { busy, failure, move, forgive } = useMove(detail)
  const { main, others } = movesOffered(detail, userId)

  const askForReminder = useReminders('staff')

  const atOnce = async (action: AtOnce) => {
    if (action === 'accept') askForReminder()
    const after = await move(action, {})
    if (!after) return
    announce(doneWord(action, detail))
    onMoved(after)
  }
  const choose = (action: StaffAction) => {
    setChoosing(false)
    if (isAtOnce(action)) void atOnce(action)
    else if (action === 'nobodyHome' && detail.channel === 'homeVisit') goTo('door', { id: detail.id })
    else if (action === 'reassign') goTo('reassign', { id: detail.id })
    else goTo('act', { id: detail.id, action })
  }
  const latest = () => {
    forgive()
    onLatest()
  }
  const call = main === null ? whomToCall(detail, userId) : null
  return (
    <View className='moves'>
      <MoveFailure failure={failure} onLatest={latest} />
      {detail.searching && (
        <Button
          className='btn-search'
          kind='danger'
          text={words.search}
          onTap={() => goTo('search', { id: detail.id })}
        />
      )}
      <View className='moves-row'>
        {others.length > 0 && (
          <Button className='btn-others' kind='ghost' text={words.others} onTap={() => setChoosing(true)} />
        )}
        {main && (
          <Button
            className={`btn-${main}`}
            kind='main'
            busy={busy}
            text={actionWord(main, detail)}
            onTap={() => choose(main)}
          />
        )}
        {call && (
          <Button
            className='btn-call'
            kind='main'
            icon='phone'
            text={common.call(call.name)}
            onTap={() => callPhone(call.phone)}
          />
        )}
      </View>
      {choosing && <Others detail={detail} others={others} onChoose={choose} onClose={() => setChoosing(false)} />}
    </View>
  )
}

type AtOnce = 'accept' | 'setOut' | 'undoNobodyHome'

function isAtOnce(action: StaffAction): action is AtOnce {
  return action === 'accept' || action === 'setOut' || action === 'undoNobodyHome'
}

interface OthersProps {
  detail: ServiceRequestDetail
  others: readonly StaffAction[]
  onChoose: (action: StaffAction) => void
  onClose: () => void
}

function Others({ detail, others, onChoose, onClose }: OthersProps) {
  const notes: Partial<Record<StaffAction, string>> = officer.actionNotes
  return (
    <Sheet title={words.othersTitle} onClose={onClose} className='sheet-others'>
      <Card className='list-card'>
        {others.map(action => (
          <ListRow
            key={action}
            className={`btn-${action}`}
            text={actionWord(action, detail)}
            note={notes[action]}
            onTap={() => onChoose(action)}
          />
        ))}
      </Card>
    </Sheet>
  )
}

/** Whether there is a move to make or somebody to call. For a closed matter there is neither, and no footer. */
export function anythingToDo(detail: ServiceRequestDetail, userId: string): boolean {
  const { main, others } = movesOffered(detail, userId)
  return detail.searching || main !== null || others.length > 0 || whomToCall(detail, userId) !== null
}

/**
 * Whom to call when there is no move to make: the resident who has to provide something, or the colleague who is the
 * assignee.
 */
function whomToCall(
  { status, waitingOn, applicant, assignee }: ServiceRequestDetail,
  userId: string
): { name: string; phone: string } | null {
  if (!OPEN_STATUSES.includes(status)) return null
  if (assignee.id !== userId) return assignee
  return waitingOn === 'resident' ? applicant : null
}
