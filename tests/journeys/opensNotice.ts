import type { NoticeEvent } from '../../src/contract/notice'
import { waitFor } from '../setup/waitFor'
import type { Handset } from './handset'

/** Opens the matter of the newest notice, which is of this event; delivery follows the move a moment later. */
export async function opensNotice(phone: Handset, event: NoticeEvent): Promise<void> {
  await waitFor(async () => {
    await phone.open('/pages/notices/index')
    await phone.finds('.notice-row, .state-empty')
    return phone.has(`.notice-row:first-child.notice-${event}`)
  }, { what: `a notice of ${event}` })
  await phone.finds('.notice-unread')
  await phone.tap(`.notice-${event}`)
}
