import { Text, View } from '@tarojs/components'
import { useDidHide } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { lookAtIdNumber } from '../../api/serviceRequests'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { FailureNote } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { OPEN_STATUSES } from '../../contract/serviceRequest'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { useSend, type Sending } from '../../hooks/useSend'
import { officer } from '../../i18n/zh/officer'

const words = officer.idNumber
/**
 * Long enough to type the number into the police's own system, short enough that it does not stay on an unattended
 * screen.
 */
const SHOWN_MS = 60_000

/**
 * The identity number, masked; the assignee may look at the whole number for a minute. Nothing when the item needs no
 * number.
 */
export function IdNumber({ detail, userId }: { detail: ServiceRequestDetail; userId: string }) {
  const { id, idNumber, status, assignee, applicant, beneficiary } = detail
  const { whole, look, hide, sending } = useLook(id)
  if (idNumber === null) return null
  const may = assignee.id === userId && OPEN_STATUSES.includes(status)
  const shown = may ? whole : null
  return (
    <Card className='stack card-idNumber'>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='small'>{words.heading(beneficiary?.name ?? applicant.name)}</Text>
        </View>
        <Text className='block strong id-number'>{parts(shown ?? idNumber)}</Text>
        {may && <Text className='small'>{shown ? words.shown : words.recorded}</Text>}
      </View>
      <FailureNote failure={sending.failure} />
      {may && (
        <View className='btns'>
          {shown ? (
            <Button className='btn-hideIdNumber' kind='ghost' text={words.hide} onTap={hide} />
          ) : (
            <Button className='btn-lookAtIdNumber' text={words.look} busy={sending.busy} onTap={look} />
          )}
        </View>
      )}
    </Card>
  )
}

/** Shown in three groups: place, birthday, the rest. */
function parts(idNumber: string): string {
  return [idNumber.slice(0, 6), idNumber.slice(6, 14), idNumber.slice(14)].join(' ')
}

interface Look {
  /** The whole number while it is shown; it is kept nowhere else on the phone. */
  whole: string | null
  look: () => void
  hide: () => void
  sending: Sending
}

/** One look at the number: it ends after a minute, and when the screen is left or hidden. */
function useLook(id: string): Look {
  const [whole, setWhole] = useState<string | null>(null)
  const sending = useSend()
  const hide = () => setWhole(null)
  useEffect(() => {
    if (whole === null) return
    const timer = setTimeout(hide, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [whole])
  useDidHide(hide)
  const look = () => void sending.send(async () => setWhole(await lookAtIdNumber(id)))
  return { whole, look, hide, sending }
}
