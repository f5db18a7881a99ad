import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { CancelSheet } from './CancelSheet'
import { ChangeTimeSheet } from './ChangeTimeSheet'
import { RateSheet } from './RateSheet'
import { ReopenSheet } from './ReopenSheet'
import type { MoveEnds } from './useResidentMove'
import { WhySheet } from './WhySheet'
import { WithdrawSheet } from './WithdrawSheet'

export type SheetName = 'why' | 'cancel' | 'changeTime' | 'rate' | 'reopen' | 'withdraw'

interface SheetsProps {
  open: SheetName
  detail: ServiceRequestDetail
  ends: MoveEnds
  onClose: () => void
}

/** The sheet that is open over the screen. */
export function Sheets({ open, detail, ends, onClose }: SheetsProps) {
  switch (open) {
    case 'why': return <WhySheet detail={detail} onClose={onClose} />
    case 'cancel': return <CancelSheet id={detail.id} ends={ends} onClose={onClose} />
    case 'changeTime': return <ChangeTimeSheet detail={detail} ends={ends} onClose={onClose} />
    case 'rate': return <RateSheet id={detail.id} ends={ends} onClose={onClose} />
    case 'withdraw': return <WithdrawSheet detail={detail} ends={ends} onClose={onClose} />
    case 'reopen': return <ReopenSheet id={detail.id} ends={ends} onClose={onClose} />
  }
}
