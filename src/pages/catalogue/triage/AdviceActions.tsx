import { Button } from '../../../components/Button'
import type { TriageResult } from '../../../contract/catalogue'
import { triage as words } from '../../../i18n/zh/triage'
import { callPhone, EMERGENCY } from '../../../phone/dial'
import { goTo } from '../../../phone/navigation'

interface AdviceActionsProps {
  result: TriageResult
  itemCode: string | null
  onAgain: () => void
}

/** The buttons that follow the advice. */
export function AdviceActions({ result: { outcome, channel, office }, itemCode, onAgain }: AdviceActionsProps) {
  if (outcome === 'call110') {
    return (
      <Button
        className='btn-call110'
        kind='danger'
        icon='phone'
        text={words.call110}
        onTap={() => callPhone(EMERGENCY.police)}
      />
    )
  }
  if (channel && itemCode) {
    return (
      <Button
        className={`btn-${channel}`}
        kind='main'
        text={words.actions[channel]}
        onTap={() => goTo('newServiceRequest', { itemCode, channel })}
      />
    )
  }
  const phone = office?.phone
  if (phone)
    return (
      <Button
        className='btn-callOffice'
        kind='main'
        icon='phone'
        text={words.call(phone)}
        onTap={() => callPhone(phone)}
      />
    )
  return <Button className='btn-again' text={words.again} onTap={onAgain} />
}
